using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.About;
using PartnerLrs.Lrs.Activities;
using PartnerLrs.Lrs.Agents;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Lrs.Documents;
using PartnerLrs.Lrs.Http;
using PartnerLrs.Lrs.Log;
using PartnerLrs.Lrs.Signatures;
using PartnerLrs.Lrs.Statements;
using PartnerLrs.Lrs.Statements.Read;
using PartnerLrs.Lrs.Statements.Write;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs;

/// <summary>The Learning Record Store: the statement log and its resources under <c>/xapi</c>.</summary>
public static class LrsModule
{
    private const string Root = "/xapi";

    /// <summary>Adds the LRS.</summary>
    public static IServiceCollection AddLrs(this IServiceCollection services)
    {
        services.AddMigrations("lrs", typeof(LrsModule).Assembly);
        services.AddOptions<LrsOptions>();
        services.AddSingleton<LogClock>();
        services.AddSingleton<StatementIngest>();
        services.AddSingleton<StatementStore>();
        services.AddSingleton<StatementLookup>();
        services.AddSingleton<AttachmentStore>();
        services.AddHostedService<AttachmentSweep>();
        services.AddSingleton<StatementsEndpoint>();
        services.AddSingleton<ActivityStore>();
        services.AddSingleton<ActivitiesEndpoint>();
        services.AddSingleton<StatementSigners>();
        services.AddSingleton<IStatementLog, StatementLog>();
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<DocumentWriter>();
        services.AddSingleton<DocumentEndpoint>();
        services.AddSingleton<AgentsEndpoint>();
        services.AddCors();
        return services;
    }

    /// <summary>
    /// Begins every conversation under <c>/xapi</c>, then routing. It stands before authentication, so that its headers are on what that answers too. In
    /// this order: the standard's headers on every answer; CORS, whose preflights carry neither version nor credential; the alternate
    /// request syntax, whose form may hold the version, the credential and the method by which the request is routed; the version.
    /// </summary>
    public static void UseXapi(this IApplicationBuilder app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase),
            branch =>
            {
                branch.Use(BeginAsync);
                branch.UseCors(CrossOrigin.Configure);
                branch.Use(NegotiateAsync);
            });
        app.UseRouting();
    }

    /// <summary>Maps <c>/xapi</c>.</summary>
    public static IEndpointRouteBuilder MapLrsEndpoints(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Root).WithTags("xAPI");
        group.MapMethods("/about", [HttpMethods.Get, HttpMethods.Head], AboutEndpoint.GetAsync).AllowAnonymous()
            .WithName("XapiAbout").WithSummary("Which xAPI versions are spoken.");

        var statements = endpoints.ServiceProvider.GetRequiredService<StatementsEndpoint>();
        group.MapPost("/statements", statements.PostAsync).RequireScope(Scopes.StatementsWrite)
            .WithName("PostStatements").WithSummary("Stores one statement or a batch: all or none. Answers the ids.");
        group.MapPut("/statements", statements.PutAsync).RequireScope(Scopes.StatementsWrite)
            .WithName("PutStatement").WithSummary("Stores one statement under the id in the query.");
        group.MapMethods("/statements", [HttpMethods.Get, HttpMethods.Head], statements.GetAsync).RequireScope(Scopes.StatementsRead, Scopes.StatementsReadMine)
            .WithName("GetStatements").WithSummary("One statement by id, or a page of those that a filter finds, newest first.");

        var activities = endpoints.ServiceProvider.GetRequiredService<ActivitiesEndpoint>();
        group.MapMethods("/activities", [HttpMethods.Get, HttpMethods.Head], activities.GetAsync)
            .RequireScope(Scopes.StatementsRead, Scopes.StatementsReadMine, Scopes.Define, Scopes.Profile)
            .WithName("GetActivity").WithSummary("The whole Activity object of an activity, with all that is held of it.");

        var documents = endpoints.ServiceProvider.GetRequiredService<DocumentEndpoint>();
        MapDocuments(group, documents, "/activities/state", DocumentResource.State, Scopes.State, "State", "state");
        MapDocuments(group, documents, "/activities/profile", DocumentResource.ActivityProfile, Scopes.Profile, "ActivityProfile", "activity profile");
        MapDocuments(group, documents, "/agents/profile", DocumentResource.AgentProfile, Scopes.Profile, "AgentProfile", "agent profile");

        var agents = endpoints.ServiceProvider.GetRequiredService<AgentsEndpoint>();
        group.MapMethods("/agents", [HttpMethods.Get, HttpMethods.Head], agents.GetAsync).RequireScope(Scopes.AllRead)
            .WithName("GetAgents").WithSummary("The person behind an agent, with every identifier that is known.");
        return endpoints;
    }

    private static Task BeginAsync(HttpContext context, RequestDelegate next)
    {
        // Told when the answer starts would claim too much: what the query saw is at least as new as now.
        var bound = Is(context.Request.Path, "/statements") ? Timestamps.ToRfc3339(context.RequestServices.GetRequiredService<LogClock>().ConsistentThrough()) : null;
        XapiHeaders.Negotiate(context, context.RequestServices.GetRequiredService<IOptions<LrsOptions>>().Value.DefaultVersion, required: false);
        // When the answer starts, because what answers for an unforeseen error clears what was set before.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[XapiHeaders.Version] = XapiVersions.HeaderValue(context.XapiVersion());
            if (bound is not null)
                context.Response.Headers[XapiHeaders.ConsistentThrough] = bound;
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static async Task NegotiateAsync(HttpContext context, RequestDelegate next)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<LrsOptions>>().Value;
        var isAlternate = AlternateSyntax.IsUsed(context.Request);
        // A conversation that is in 2.0 by its header is refused before its form is read.
        if (isAlternate && !AlternateSyntax.IsNotSpoken(context.Request) && !await AlternateSyntax.UnwrapAsync(context, options.MaximumRequestBytes))
            return;
        if (XapiHeaders.Negotiate(context, options.DefaultVersion, required: !Is(context.Request.Path, "/about")) is { } problem)
            await XapiProblem.BadRequestAsync(context, problem);
        else if (isAlternate && context.XapiVersion() != XapiVersion.V1)
            await XapiProblem.BadRequestAsync(context, "xAPI 2.0 has no alternate request syntax (method in the query); send the request itself.");
        else
            await next(context);
    }

    private static void MapDocuments(RouteGroupBuilder group, DocumentEndpoint documents, string path, DocumentResource resource, string scope, string name, string noun)
    {
        group.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context => documents.GetAsync(context, resource)).RequireScope(scope, Scopes.AllRead)
            .WithName($"Get{name}").WithSummary($"One {noun} document by id, or the ids of all, perhaps since an instant.");
        group.MapPut(path, context => documents.PutAsync(context, resource)).RequireScope(scope)
            .WithName($"Put{name}").WithSummary($"Stores one {noun} document in place of what is there.");
        group.MapPost(path, context => documents.PostAsync(context, resource)).RequireScope(scope)
            .WithName($"Post{name}").WithSummary($"Merges a JSON object into one {noun} document, or stores it where there is none.");
        group.MapDelete(path, context => documents.DeleteAsync(context, resource)).RequireScope(scope)
            .WithName($"Delete{name}").WithSummary(resource == DocumentResource.State ? $"Deletes one {noun} document, or all of an activity and agent." : $"Deletes one {noun} document.");
    }

    /// <summary>Whether a path is a resource's, as routing sees it: without regard to case or a slash at the end.</summary>
    private static bool Is(PathString path, string resource) =>
        path.Value!.TrimEnd('/').Equals(Root + resource, StringComparison.OrdinalIgnoreCase);
}
