using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Standing.Decisions;

/// <summary><c>GET /api/v1/decisions/{id}</c>: a recorded decision, byte for byte as it was given.</summary>
internal static class DecisionEndpoint
{
    public static async Task<IResult> GetAsync(string id, HttpContext context, DecisionLog decisions)
    {
        if (Query.Allow(context.Request) is { } error)
            return Problems.From(error);
        var caller = context.Credential();
        var decision = await decisions.FindAsync(id, context.RequestAborted);
        // What a caller may not see is as if it were not there. An answer with names stays with those who may see names.
        if (decision is null
            || (caller.PartnerId is not null && caller.PartnerId != decision.PartnerId)
            || (decision.Names && !caller.May(Scopes.GatesCheckNames)))
            return Problems.From(Error.NotFound("unknown-decision", $"There is no decision '{Query.Shorten(id)}'."));
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.Bytes(decision.Answer, "application/json");
    }
}
