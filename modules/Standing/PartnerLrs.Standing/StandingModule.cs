using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
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
using PartnerLrs.Standing.Gates.AuthZen;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Pump;
using PartnerLrs.Standing.Receipts;
using PartnerLrs.Standing.Review;
using PartnerLrs.Standing.SetAside;
using PartnerLrs.Standing.Trials;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing;

/// <summary>The fold: learner and partner grains, rules, gates, the decision log.</summary>
public static class StandingModule
{
    /// <summary>Adds the module.</summary>
    public static IServiceCollection AddStandingModule(this IServiceCollection services)
    {
        services.AddMigrations("standing", typeof(StandingModule).Assembly);
        services.AddOptions<GateOptions>();
        services.AddOptions<ReceiptOptions>();
        services.AddDbContext<StandingContext>((provider, options) => provider.GetRequiredService<Database>().Configure(options));
        services.AddScoped<IFeed<AwardRow>, AwardFeed>();
        services.AddScoped<IFeed<GateStatusRow>, GateStatusFeed>();
        services.AddSingleton<AwardRows>();
        services.AddSingleton<PartnerReading>();
        services.AddSingleton<GateStatusRows>();
        services.AddSingleton<RecognisedActivities>();
        services.AddSingleton(provider => new Digestion(provider.GetRequiredService<IProgramCatalog>()));
        services.AddSingleton<SetAsideStore>();
        services.AddSingleton<SetAsideRetry>();
        services.AddSingleton<FoldHealth>();
        services.AddHealthChecks().AddCheck<FoldHealth>("fold");
        services.AddSingleton<FoldProgress>();
        services.AddSingleton<DecisionLog>();
        services.AddSingleton<ReconsiderationLog>();
        services.AddSingleton<LateFacts>();
        services.AddSingleton<AnswerBook>();
        services.AddSingleton<GateChecks>();
        services.AddSingleton<GateEndpoint>();
        services.AddSingleton<BulkGateEndpoint>();
        services.AddSingleton<AuthZenEndpoint>();
        services.AddSingleton<WaiverStore>();
        services.AddSingleton<WaiverEndpoints>();
        services.AddSingleton<ReceiptSecret>();
        services.AddSingleton<ReceiptKeys>();
        services.AddSingleton<ReceiptEndpoints>();
        services.AddSingleton<ReviewRows>();
        services.AddSingleton<RulingStore>();
        services.AddSingleton<CourseActivities>();
        services.AddSingleton<UnmatchedEvidence>();
        services.AddSingleton<Acceptances>();
        services.AddSingleton<EvidenceEndpoints>();
        services.AddSingleton<AwardEndpoint>();
        services.AddSingleton<PathEndpoint>();
        services.AddSingleton<StandingEndpoint>();
        services.AddOptions<TrialOptions>();
        services.AddSingleton<TrialStore>();
        services.AddSingleton<TrialPartners>();
        services.AddSingleton<TrialRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<TrialRunner>());
        services.AddSingleton<TrialEndpoints>();
        services.AddSingleton<IFold, Fold>();
        services.AddSingleton<PumpService>();
        services.AddHostedService(provider => provider.GetRequiredService<PumpService>());
        services.AddSingleton<ILogObserver>(provider => provider.GetRequiredService<PumpService>());
        services.AddSingleton<IDirectoryObserver>(provider => provider.GetRequiredService<PumpService>());
        services.AddSingleton<IDealObserver>(provider => provider.GetRequiredService<PumpService>());
        services.AddSingleton<IPolicyObserver>(provider => provider.GetRequiredService<PumpService>());
        return services;
    }

    /// <summary>Returns AuthZEN requests' ids with their responses; stands before authentication.</summary>
    public static IApplicationBuilder UseAuthZen(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(AuthZenRequestId.Path, StringComparison.OrdinalIgnoreCase))
            AuthZenRequestId.Return(context);
        return next(context);
    });

    /// <summary>Maps gates, decisions, receipts, waivers, AuthZEN, standing, awards, paths, the review of evidence, what the fold has set aside and trials of the draft.</summary>
    public static IEndpointRouteBuilder MapStandingEndpoints(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/v1");
        group.MapGet("/gates/{gate}/partners/{ref}", (string gate, [Microsoft.AspNetCore.Mvc.FromRoute(Name = "ref")] string reference, HttpContext context, GateEndpoint gates) => gates.GetAsync(gate, reference, context))
            .RequireScope(Scopes.GatesCheck)
            .WithTags("Gates")
            .WithName("CheckGate")
            .WithSummary("May this partner pass this gate, and if not, what is missing?")
            .WithDescription("ref is the partner's id or system:externalId. Query: registrant (a person's id or system:externalId), team (others who work on the deal, with commas), product, amount with currency (ISO 4217), or instead of these deal (a known deal's id or source:externalId: protected once approved, judged as of its submission while pending), asOf and knownAt (RFC 3339 instants: what it is about, and with what knowledge). Answers 200 whether allowed or denied. The answer is recorded; If-None-Match with its ETag gives 304 while it stays the same.")
            .Produces<GateAnswer>().ProducesProblem(400).ProducesProblem(404);
        group.MapPost("/gates/{gate}/checks", (string gate, HttpContext context, BulkGateEndpoint gates) => gates.PostAsync(gate, context))
            .RequireScope(Scopes.GatesCheck)
            .WithTags("Gates")
            .WithName("CheckGateInBulk")
            .WithSummary("The same for up to 1,000 partners: an answer or a problem for each, in order")
            .Accepts<BulkGateDocument>("application/json")
            .Produces<BulkGateAnswer>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415);
        group.MapGet("/decisions/{id}", DecisionEndpoint.GetAsync)
            .RequireScope(Scopes.GatesCheck)
            .WithTags("Gates")
            .WithName("GetDecision")
            .WithSummary("A recorded decision, byte for byte as it was given.")
            .Produces<GateAnswer>().ProducesProblem(404);
        group.MapGet("/decisions/{id}/reconsiderations", DecisionEndpoint.ReconsiderationsAsync)
            .RequireScope(Scopes.GatesCheck)
            .WithTags("Gates")
            .WithName("GetReconsiderations")
            .WithSummary("What evidence that was learned of later would have made of a decision. The decision itself stays.")
            .Produces<ReconsiderationsAnswer>().ProducesProblem(404);
        MapAuthZen(endpoints);
        WaiverEndpoints.Map(endpoints);
        ReceiptEndpoints.Map(endpoints);
        StandingEndpoint.Map(endpoints);
        AwardEndpoint.Map(endpoints);
        PathEndpoint.Map(endpoints);
        EvidenceEndpoints.Map(endpoints);
        SetAsideEndpoint.Map(endpoints);
        TrialEndpoints.Map(endpoints);
        return endpoints;
    }

    private static void MapAuthZen(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/.well-known/authzen-configuration", (AuthZenEndpoint authZen) => authZen.Metadata())
            .AllowAnonymous()
            .WithTags("AuthZEN").WithName("GetAuthZenConfiguration").WithSummary("Where the AuthZEN 1.0 interface stands")
            .Produces<Dictionary<string, string>>();
        endpoints.MapPost("/access/v1/evaluation", (HttpContext context, AuthZenEndpoint authZen) => authZen.EvaluationAsync(context))
            .RequireScope(Scopes.GatesCheck)
            .WithTags("AuthZEN").WithName("Evaluate").WithSummary("OpenID AuthZEN 1.0: one access evaluation")
            .WithDescription("The subject is a partner or a person; the action's name, or a resource of type gate, names the gate. decision is what to do: it is true where a gate that warns or shadows would deny.")
            .Accepts<AuthZenRequest>("application/json")
            .Produces<AuthZenResponse>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415);
        endpoints.MapPost("/access/v1/evaluations", (HttpContext context, AuthZenEndpoint authZen) => authZen.EvaluationsAsync(context))
            .RequireScope(Scopes.GatesCheck)
            .WithTags("AuthZEN").WithName("EvaluateSeveral").WithSummary("OpenID AuthZEN 1.0: up to 1,000 access evaluations")
            .Accepts<AuthZenRequests>("application/json")
            .Produces<AuthZenResponses>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415);
    }
}
