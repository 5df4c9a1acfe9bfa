using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Standing.SetAside;

/// <summary><c>GET /api/v1/set-aside</c>.</summary>
internal static class SetAsideEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/set-aside", ListAsync)
            .RequireScope(Scopes.Admin)
            .WithName("ListSetAside").WithTags("Operations").WithSummary("What the fold could not digest and went past, with the reason")
            .WithDescription("Everything else is folded. What stands here is tried again when the server starts, when a policy is published, once an hour, and by rebuild; it goes from the list when that succeeds.")
            .Produces<ListPage<SetAsideResource>>().DescribesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden);

    private static async Task<IResult> ListAsync(HttpContext context, SetAsideStore store)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return Problems.From(unknown);
        // It speaks of everybody's people.
        if (context.Credential().PartnerId is not null)
            return Problems.From(new Kernel.Error(Kernel.ErrorKind.Forbidden, "forbidden", "This credential is bound to a partner; it may not see what concerns others."));
        return Results.Ok(new ListPage<SetAsideResource>([.. (await store.AllAsync(context.RequestAborted)).Select(SetAsideResource.Of)], null));
    }
}
