using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.About;
using PartnerLrs.Lrs.Activities;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Lrs.Http;
using PartnerLrs.Lrs.Log;
using PartnerLrs.Lrs.Statements;
using PartnerLrs.Lrs.Statements.Read;
using PartnerLrs.Lrs.Statements.Write;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;

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
        services.AddSingleton<StatementsEndpoint>();
        services.AddSingleton<ActivityStore>();
        services.AddSingleton<ActivitiesEndpoint>();
        services.AddSingleton<IStatementLog, StatementLog>();
        return services;
    }

    /// <summary>
    /// Puts the standard's headers on every answer under <c>/xapi</c>, also on those that authorisation gives, and refuses requests without a usable
    /// version. It stands before authentication.
    /// </summary>
    public static void UseXapi(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase),
        branch => branch.Use(async (context, next) =>
        {
            var options = context.RequestServices.GetRequiredService<IOptions<LrsOptions>>().Value;
            var log = context.RequestServices.GetRequiredService<LogClock>();
            if (Is(context.Request.Path, "/statements"))
            {
                // Told when the answer starts would claim too much: what the query saw is at least as new as now.
                var bound = log.ConsistentThrough();
                context.Response.Headers[XapiHeaders.ConsistentThrough] = Timestamps.ToRfc3339(bound);
            }

            if (XapiHeaders.Negotiate(context, options.DefaultVersion, required: !Is(context.Request.Path, "/about")) is { } problem)
                await XapiProblem.BadRequestAsync(context, problem);
            else
                await next(context);
        }));

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
        return endpoints;
    }

    /// <summary>Whether a path is a resource's, as routing sees it: without regard to case or a slash at the end.</summary>
    private static bool Is(PathString path, string resource) =>
        path.Value!.TrimEnd('/').Equals(Root + resource, StringComparison.OrdinalIgnoreCase);
}
