using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Standing.Decisions;

/// <summary><c>GET /api/v1/decisions/{id}</c>: a recorded decision, byte for byte as it was given; and what late evidence would have made of it.</summary>
internal static class DecisionEndpoint
{
    public static async Task<IResult> GetAsync(string id, HttpContext context, DecisionLog decisions)
    {
        if (!(await FindAsync(id, context, decisions)).TryGet(out var decision, out var error))
            return Problems.From(error);
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return new JsonBytes(decision.Answer);
    }

    public static async Task<IResult> ReconsiderationsAsync(string id, HttpContext context, DecisionLog decisions, ReconsiderationLog reconsiderations)
    {
        if (!(await FindAsync(id, context, decisions)).TryGet(out var decision, out var error))
            return Problems.From(error);
        return Results.Ok(ReconsiderationsAnswer.Of(decision, await reconsiderations.OfDecisionAsync(id, context.RequestAborted)));
    }

    /// <summary>A decision that the caller may see. What it may not see is as if it were not there; an answer with names stays with those who may see names.</summary>
    public static async Task<Result<RecordedDecision>> FindAsync(string id, HttpContext context, DecisionLog decisions)
    {
        if (Query.Allow(context.Request) is { } unknown)
            return unknown;
        var caller = context.Credential();
        var decision = Guid.TryParseExact(id, "D", out _) ? await decisions.FindAsync(id, context.RequestAborted) : null;
        if (decision is null
            || (caller.PartnerId is not null && caller.PartnerId != decision.PartnerId)
            || (decision.Names && !caller.May(Scopes.GatesCheckNames)))
            return Error.NotFound("unknown-decision", $"There is no decision '{Query.Shorten(id)}'.");
        return decision;
    }
}
