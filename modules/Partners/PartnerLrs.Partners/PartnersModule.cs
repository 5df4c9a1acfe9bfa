using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Affiliations;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Partners.Feeds;
using PartnerLrs.Partners.Merges;
using PartnerLrs.Partners.Organisations;
using PartnerLrs.Partners.People;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Partners;

/// <summary>Who is who: partner organisations, people with their xAPI identifiers, and who belongs where.</summary>
public static class PartnersModule
{
    /// <summary>Adds the directory, its migrations and its feeds.</summary>
    public static IServiceCollection AddPartnersModule(this IServiceCollection services)
    {
        services.AddMigrations("partners", typeof(PartnersModule).Assembly);
        services.AddDbContextFactory<PartnersContext>((provider, options) => provider.GetRequiredService<Database>().Configure(options));
        services.AddSingleton<PartnerReferences>();
        services.AddSingleton<IDirectoryObserver>(provider => provider.GetRequiredService<PartnerReferences>());
        services.AddSingleton<IPartnerDirectory, PartnerDirectory>();
        services.AddSingleton<IAgentDirectory, AgentDirectory>();
        services.AddSingleton<DirectoryWriter>();
        services.AddSingleton<Merging>();
        services.AddSingleton<Choices>();
        services.AddScoped<DirectoryQueries>();
        services.AddScoped<IFeed<PartnerRow>, PartnerFeed>();
        services.AddScoped<IFeed<PersonRow>, PersonFeed>();
        return services;
    }

    /// <summary>Maps <c>/api/v1/partners</c>, <c>/people</c>, <c>/affiliations</c> and <c>/merges</c>.</summary>
    public static IEndpointRouteBuilder MapPartnersEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPartners();
        endpoints.MapPeople();
        endpoints.MapAffiliations();
        endpoints.MapMerges();
        return endpoints;
    }
}
