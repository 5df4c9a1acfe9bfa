using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OData.Routing.Controllers;

namespace PartnerLrs.Reporting.Feeds;

/// <summary>Names the controllers to MVC, which by itself finds public ones only.</summary>
internal sealed class FeedControllers : IApplicationFeatureProvider<ControllerFeature>
{
    private static readonly Type[] Types = [typeof(MetadataController), typeof(PartnersController), typeof(PeopleController), typeof(AwardsController), typeof(GateStatusController), typeof(DealsController)];

    /// <inheritdoc />
    public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
    {
        foreach (var type in Types.Select(type => type.GetTypeInfo()).Where(type => !feature.Controllers.Contains(type)))
            feature.Controllers.Add(type);
    }
}
