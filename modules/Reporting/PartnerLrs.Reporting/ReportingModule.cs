using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OData;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Reporting.Access;
using PartnerLrs.Reporting.Feeds;

namespace PartnerLrs.Reporting;

/// <summary>The modules' feeds as OData v4 at <c>/odata</c>, for Power BI, Excel and Tableau.</summary>
public static class ReportingModule
{
    private const string Prefix = "odata";

    /// <summary>Adds the feeds' model and controllers, and the ways of signing in to them.</summary>
    public static IServiceCollection AddReportingModule(this IServiceCollection services)
    {
        services.AddFeedAccess();
        services.AddControllers()
            .ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new FeedControllers()))
            .AddOData(options =>
            {
                options.TimeZone = TimeZoneInfo.Utc;
                options.EnableNoDollarQueryOptions = false;
                options.Filter().Select().OrderBy().Count().SkipToken().SetMaxTop(null);
                options.AddRouteComponents(Prefix, FeedModel.Build());
            });
        return services;
    }

    /// <summary>Maps <c>/odata</c>.</summary>
    public static IEndpointRouteBuilder MapReportingEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapControllers().RequireFeedScope();
        return endpoints;
    }
}
