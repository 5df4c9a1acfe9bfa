using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Http;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Pump;

namespace PartnerLrs.Standing.Gates;

/// <summary><c>GET /api/v1/gates/{gate}/partners/{ref}</c>: may this partner, and if not, what is missing?</summary>
internal sealed class GateEndpoint(
    IGrainFactory grains,
    IPartnerDirectory directory,
    IProgramCatalog catalog,
    DecisionLog decisions,
    FoldProgress progress,
    IdFactory ids,
    TimeProvider clock,
    IOptions<GateOptions> options)
{
    public async Task<IResult> GetAsync(string gate, string reference, HttpContext context)
    {
        if (!ReadQuestion(gate, context.Request).TryGet(out var question, out var error))
            return Problems.From(error);
        var caller = context.Credential();
        var partner = await directory.FindPartnerAsync(reference, context.RequestAborted);
        if (partner is null || (caller.PartnerId is not null && caller.PartnerId != partner.Id))
            return Problems.From(Error.NotFound("unknown-partner", $"There is no partner '{Query.Shorten(reference)}'; expected an id, or system:externalId such as salesforce:001A."));

        // Read before the answer is formed: what it reflects can only be more.
        var reflects = progress.ReflectsThrough;
        if (await grains.GetGrain<IPartnerGrain>(partner.Id).CheckAsync(question) is not { } answer)
            return Problems.From(await UnknownGateAsync(question, context.RequestAborted));

        var names = caller.May(Scopes.GatesCheckNames);
        answer = (names ? answer : answer.WithoutNames()) with { ReflectsThrough = reflects };
        var tag = TagOf(answer);
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = $"private, max-age={MaxAge(answer).ToString(CultureInfo.InvariantCulture)}, must-revalidate";
        context.Response.Headers.Vary = "Authorization";
        if (context.Request.Headers.IfNoneMatch.Any(value => value is not null && value.Split(',').Any(candidate => candidate.Trim() is "*" || candidate.Trim() == tag)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return await RecordAsync(question, partner, answer, caller, names, context.RequestAborted);
    }

    private async Task<IResult> RecordAsync(
        GateQuestion question, PartnerRecord partner, GateAnswer answer, Credential caller, bool names, CancellationToken cancellationToken)
    {
        answer = answer with { DecisionId = ids.NewId() };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, JsonBody.Options);
        await decisions.RecordAsync(
            new RecordedDecision(
                answer.DecisionId,
                answer.KnownAt,
                caller.Id,
                question.Gate,
                partner.Id,
                answer.Decision,
                answer.PolicyVersion,
                names && answer.Missing.Any(missing => missing.Cheapest.Count > 0),
                JsonSerializer.Serialize(question, JsonBody.Options),
                bytes),
            cancellationToken);
        return Results.Bytes(bytes, "application/json");
    }

    private async Task<Error> UnknownGateAsync(GateQuestion question, CancellationToken cancellationToken)
    {
        if (await catalog.InForceAsync(question.AsOf ?? clock.UtcNow(), cancellationToken) is not { } version)
            return Error.NotFound("no-policy", "No programme is in force at that instant; publish one with POST /api/v1/program/versions.");
        var known = string.Join(", ", version.Policy.Benefits.Select(benefit => benefit.Gate?.Id).OfType<string>().Order(StringComparer.Ordinal));
        return Error.NotFound("unknown-gate", $"There is no gate '{Query.Shorten(question.Gate)}' in policy version {version.Number}; expected one of {known}.");
    }

    private static Result<GateQuestion> ReadQuestion(string gate, HttpRequest request)
    {
        if (Query.Allow(request, "asOf", "amount", "currency") is { } unknown)
            return unknown;
        if (!Query.Instant(request, "asOf").TryGet(out var asOf, out var error) && error is not null)
            return error;
        var (amountText, currency) = (request.Query["amount"].ToString(), request.Query["currency"].ToString());
        if (amountText.Length == 0 != (currency.Length == 0))
            return Error.Invalid("invalid-amount", "amount and currency belong together; expected both or neither.");
        if (amountText.Length == 0)
            return new GateQuestion(gate, asOf, null, null);
        if (!decimal.TryParse(amountText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return Error.Invalid("invalid-amount", $"amount: expected a number such as 25000 or 25000.50, found '{Query.Shorten(amountText)}'.");
        if (currency.Length != 3 || currency.Any(letter => letter is < 'A' or > 'Z'))
            return Error.Invalid("invalid-currency", $"currency: expected an ISO 4217 code such as USD, found '{Query.Shorten(currency)}'.");
        return new GateQuestion(gate, asOf, amount, currency);
    }

    /// <summary>Tells whether the answer is the same, whatever instant it was asked at.</summary>
    private static string TagOf(GateAnswer answer)
    {
        var timeless = answer with { DecisionId = "", AsOf = default, KnownAt = default, ReflectsThrough = null };
        return $"W/\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(timeless, JsonBody.Options)).AsSpan(0, 12))}\"";
    }

    private int MaxAge(GateAnswer answer)
    {
        var untilChange = answer.ValidUntil is { } until ? Math.Max(0, (until - answer.KnownAt).TotalSeconds) : double.MaxValue;
        return (int)Math.Min(options.Value.MaxAgeSeconds, untilChange);
    }
}
