using System.Collections.Concurrent;
using System.Globalization;
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
    /// <summary>References to the grains of partners that are there, so there are no more than of those.</summary>
    private readonly ConcurrentDictionary<string, IPartnerGrain> references = new(StringComparer.Ordinal);

    public async Task<IResult> GetAsync(string gate, string reference, HttpContext context)
    {
        var caller = context.Credential();
        if (!ReadQuestion(gate, caller.May(Scopes.GatesCheckNames), context.Request).TryGet(out var question, out var error))
            return Problems.From(error);
        var partnerId = await directory.ResolvePartnerAsync(reference, context.RequestAborted);
        if (partnerId is null || (caller.PartnerId is not null && caller.PartnerId != partnerId))
            return Problems.From(Error.NotFound("unknown-partner", $"There is no partner '{Query.Shorten(reference)}'; expected an id, or system:externalId such as salesforce:001A."));

        await progress.CatchUpAsync(context.RequestAborted);
        // Read before the answer is formed: what it reflects can only be more.
        var reflects = progress.ReflectsThrough;
        if (await PartnerOf(partnerId).CheckAsync(question) is not { } reply)
            return Problems.From(await UnknownGateAsync(question, context.RequestAborted));

        context.Response.Headers.ETag = reply.Tag;
        context.Response.Headers.CacheControl = $"private, max-age={MaxAge(reply.Answer).ToString(CultureInfo.InvariantCulture)}, must-revalidate";
        context.Response.Headers.Vary = "Authorization";
        if (context.Request.Headers.IfNoneMatch.Any(value => value is not null && value.Split(',').Any(candidate => candidate.Trim() is "*" || candidate.Trim() == reply.Tag)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return await RecordAsync(question, reply.Answer with { DecisionId = ids.NewId(), ReflectsThrough = reflects }, caller, context.RequestAborted);
    }

    /// <summary>Making a reference costs more than asking through it.</summary>
    private IPartnerGrain PartnerOf(string id) =>
        references.TryGetValue(id, out var known) ? known : references.GetOrAdd(id, grains.GetGrain<IPartnerGrain>(id));

    private async Task<IResult> RecordAsync(GateQuestion question, GateAnswer answer, Credential caller, CancellationToken cancellationToken)
    {
        var bytes = GateJson.Write(answer);
        await decisions.RecordAsync(
            new RecordedDecision(
                answer.DecisionId,
                answer.KnownAt,
                caller.Id,
                question.Gate,
                answer.Partner.Id,
                answer.Decision,
                answer.PolicyVersion,
                question.Names && (answer.Missing.Any(missing => missing.Cheapest.Count > 0) || answer.WillChange.Any(change => change.Lapses.Count > 0)),
                GateJson.Write(question),
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

    private static Result<GateQuestion> ReadQuestion(string gate, bool names, HttpRequest request)
    {
        if (Query.Allow(request, "asOf", "amount", "currency") is { } unknown)
            return unknown;
        if (!Query.Instant(request, "asOf").TryGet(out var asOf, out var error) && error is not null)
            return error;
        var (amountText, currency) = (request.Query["amount"].ToString(), request.Query["currency"].ToString());
        if (amountText.Length == 0 != (currency.Length == 0))
            return Error.Invalid("invalid-amount", "amount and currency belong together; expected both or neither.");
        if (amountText.Length == 0)
            return new GateQuestion(gate, asOf, null, null, names);
        if (!decimal.TryParse(amountText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return Error.Invalid("invalid-amount", $"amount: expected a number such as 25000 or 25000.50, found '{Query.Shorten(amountText)}'.");
        if (currency.Length != 3 || currency.Any(letter => letter is < 'A' or > 'Z'))
            return Error.Invalid("invalid-currency", $"currency: expected an ISO 4217 code such as USD, found '{Query.Shorten(currency)}'.");
        return new GateQuestion(gate, asOf, amount, currency, names);
    }

    private int MaxAge(GateAnswer answer)
    {
        var untilChange = answer.ValidUntil is { } until ? Math.Max(0, (until - answer.KnownAt).TotalSeconds) : double.MaxValue;
        return (int)Math.Min(options.Value.MaxAgeSeconds, untilChange);
    }
}
