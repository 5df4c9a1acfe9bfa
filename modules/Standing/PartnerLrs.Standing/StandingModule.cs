using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Contracts;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Feeds;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Pump;

namespace PartnerLrs.Standing;

/// <summary>The fold: learner and partner grains, rules, gates, the decision log.</summary>
public static class StandingModule
{
    /// <summary>Adds the module.</summary>
    public static IServiceCollection AddStandingModule(this IServiceCollection services)
    {
        services.AddMigrations("standing", typeof(StandingModule).Assembly);
        services.AddOptions<GateOptions>();
        services.AddDbContext<StandingContext>((provider, options) => provider.GetRequiredService<Database>().Configure(options));
        services.AddScoped<IFeed<AwardRow>, AwardFeed>();
        services.AddScoped<IFeed<GateStatusRow>, GateStatusFeed>();
        services.AddSingleton<AwardRows>();
        services.AddSingleton<GateStatusRows>();
        services.AddSingleton<RecognisedActivities>();
        services.AddSingleton<FoldProgress>();
        services.AddSingleton<DecisionLog>();
        services.AddSingleton<GateEndpoint>();
        services.AddSingleton<PumpService>();
        services.AddHostedService(provider => provider.GetRequiredService<PumpService>());
        services.AddSingleton<ILogObserver>(provider => provider.GetRequiredService<PumpService>());
        services.AddSingleton<IDirectoryObserver>(provider => provider.GetRequiredService<PumpService>());
        services.AddSingleton<IPolicyObserver>(provider => provider.GetRequiredService<PumpService>());
        return services;
    }

    /// <summary>Maps gates and decisions.</summary>
    public static IEndpointRouteBuilder MapStandingEndpoints(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/v1");
        group.MapGet("/gates/{gate}/partners/{ref}", (string gate, [Microsoft.AspNetCore.Mvc.FromRoute(Name = "ref")] string reference, HttpContext context, GateEndpoint gates) => gates.GetAsync(gate, reference, context))
            .RequireScope(Scopes.GatesCheck)
            .WithTags("Gates")
            .WithName("CheckGate")
            .WithSummary("May this partner pass this gate, and if not, what is missing?")
            .WithDescription("ref is the partner's id or system:externalId. Query: asOf (RFC 3339 instant), amount with currency (ISO 4217). Answers 200 whether allowed or denied. The answer is recorded; If-None-Match with its ETag gives 304 while it stays the same.")
            .Produces<GateAnswer>().ProducesProblem(400).ProducesProblem(404);
        group.MapGet("/decisions/{id}", DecisionEndpoint.GetAsync)
            .RequireScope(Scopes.GatesCheck)
            .WithTags("Gates")
            .WithName("GetDecision")
            .WithSummary("A recorded decision, byte for byte as it was given.")
            .Produces<GateAnswer>().ProducesProblem(404);
        return endpoints;
    }
}
