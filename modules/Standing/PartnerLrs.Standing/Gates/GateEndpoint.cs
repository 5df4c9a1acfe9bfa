using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Standing.Gates;

/// <summary><c>GET /api/v1/gates/{gate}/partners/{ref}</c>: may this partner, and if not, what is missing?</summary>
internal sealed class GateEndpoint(GateChecks checks, TimeProvider clock, IOptions<GateOptions> options)
{
    public async Task<IResult> GetAsync(string gate, string reference, HttpContext context)
    {
        var caller = context.Credential();
        if (!GateInput.Read(gate, reference, caller.May(Scopes.GatesCheckNames), context.Request, clock.UtcNow()).TryGet(out var input, out var error))
            return Problems.From(error);
        var check = await checks.AskAsync(input, caller, context.RequestAborted);
        if (check.Answer is not { } answer)
            return Problems.From(check.Errors[0]);

        context.Response.Headers.ETag = check.Tag;
        context.Response.Headers.CacheControl = $"private, max-age={MaxAge(answer).ToString(CultureInfo.InvariantCulture)}, must-revalidate";
        context.Response.Headers.Vary = "Authorization";
        if (context.Request.Headers.IfNoneMatch.Any(value => value is not null && value.Split(',').Any(candidate => candidate.Trim() is "*" || candidate.Trim() == check.Tag)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        await checks.RecordAsync([check], context.RequestAborted);
        return new JsonBytes(check.Decision!.Answer);
    }

    private int MaxAge(GateAnswer answer)
    {
        var untilChange = answer.ValidUntil is { } until ? Math.Max(0, (until - clock.UtcNow()).TotalSeconds) : double.MaxValue;
        return (int)Math.Min(options.Value.MaxAgeSeconds, untilChange);
    }
}
