using Microsoft.AspNetCore.Mvc;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Feeds;

namespace PartnerLrs.Reporting.Feeds;

/// <summary>The feed <c>Partners</c>.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
internal sealed class PartnersController(IFeed<PartnerRow> feed) : FeedController<PartnerRow>(feed);
