using Microsoft.AspNetCore.Mvc;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform.Feeds;

namespace PartnerLrs.Reporting.Feeds;

/// <summary>The feed <c>Deals</c>.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
internal sealed class DealsController(IFeed<DealRow> feed) : FeedController<DealRow>(feed);
