using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Performance.Deals;
using PartnerLrs.Performance.Feeds;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Performance;

/// <summary>What partners sell: deals from the PRM or CRM, with all that was ever known of them.</summary>
public static class PerformanceModule
{
    /// <summary>Adds deals, their migrations and their feed.</summary>
    public static IServiceCollection AddPerformanceModule(this IServiceCollection services)
    {
        services.AddMigrations("performance", typeof(PerformanceModule).Assembly);
        services.AddDbContextFactory<DealsContext>((provider, options) => provider.GetRequiredService<Database>().Configure(options));
        services.AddSingleton<DealsWriter>();
        services.AddSingleton<IDealRecords, DealRecords>();
        services.AddSingleton<IDealImport, DealImport>();
        services.AddScoped<IFeed<DealRow>, DealFeed>();
        return services;
    }

    /// <summary>Maps <c>/api/v1/deals</c>.</summary>
    public static IEndpointRouteBuilder MapPerformanceEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapDeals();
        return endpoints;
    }
}
