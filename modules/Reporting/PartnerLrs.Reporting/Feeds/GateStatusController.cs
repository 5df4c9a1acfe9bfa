using Microsoft.AspNetCore.Mvc;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Standing.Contracts;

namespace PartnerLrs.Reporting.Feeds;

/// <summary>The feed <c>GateStatus</c>.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
internal sealed class GateStatusController(IFeed<GateStatusRow> feed) : FeedController<GateStatusRow>(feed);
