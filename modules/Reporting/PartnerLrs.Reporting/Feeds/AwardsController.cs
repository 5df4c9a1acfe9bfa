using Microsoft.AspNetCore.Mvc;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Standing.Contracts;

namespace PartnerLrs.Reporting.Feeds;

/// <summary>The feed <c>Awards</c>.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
internal sealed class AwardsController(IFeed<AwardRow> feed) : FeedController<AwardRow>(feed);
