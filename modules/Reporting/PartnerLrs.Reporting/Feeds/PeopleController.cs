using Microsoft.AspNetCore.Mvc;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Feeds;

namespace PartnerLrs.Reporting.Feeds;

/// <summary>The feed <c>People</c>.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
internal sealed class PeopleController(IFeed<PersonRow> feed) : FeedController<PersonRow>(feed);
