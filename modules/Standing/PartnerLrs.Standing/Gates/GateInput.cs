using System.Globalization;
using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.References;

namespace PartnerLrs.Standing.Gates;

/// <summary>A question to a gate as it was sent: whom it speaks of is still named the way the caller names them.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Registrant">The person who registers the deal, or null.</param>
/// <param name="Team">The other people in the deal's team.</param>
/// <param name="Question">The rest, without people.</param>
internal sealed record GateInput(string Partner, string? Registrant, IReadOnlyList<string> Team, GateQuestion Question)
{
    /// <summary>A team has no more people than this.</summary>
    public const int MaximumTeam = 50;

    public const int MaximumProduct = 100;

    private static readonly string[] Parameters = ["registrant", "team", "deal", "product", "amount", "currency", "asOf", "knownAt"];

    /// <summary>Reads a query string.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="partner">The partner, as the path names it.</param>
    /// <param name="names">Whether the caller may see people's names.</param>
    /// <param name="request">The request.</param>
    /// <param name="now">Now (UTC).</param>
    public static Result<GateInput> Read(string gate, string partner, bool names, HttpRequest request, DateTime now)
    {
        if (Query.Allow(request, Parameters) is { } unknown)
            return unknown;
        if (!Query.Instant(request, "asOf").TryGet(out var asOf, out var error) && error is not null)
            return error;
        if (!Query.Instant(request, "knownAt").TryGet(out var knownAt, out error) && error is not null)
            return error;
        decimal? amount = null;
        if (request.Query["amount"].ToString() is { Length: > 0 } text)
        {
            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return Error.Invalid("invalid-amount", $"amount: expected a number such as 25000 or 25000.50, found '{Query.Shorten(text)}'.");
            amount = number;
        }

        return Check(
            new GateInput(
                partner,
                Given("registrant"),
                Given("team")?.Split(',', StringSplitOptions.TrimEntries) ?? [],
                new GateQuestion(gate, asOf, amount, Given("currency"), names, Product: Given("product"), KnownAt: knownAt, Deal: Given("deal"))),
            now,
            pointers: false);

        string? Given(string name) => request.Query.ContainsKey(name) ? request.Query[name].ToString() : null;
    }

    /// <summary>Refuses what makes no sense, whichever way it was sent.</summary>
    /// <param name="input">What was sent.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="pointers">Whether errors point into a document.</param>
    public static Result<GateInput> Check(GateInput input, DateTime now, bool pointers)
    {
        var question = input.Question;
        if (question.Amount is null != question.Currency is null)
            return Wrong(question.Amount is null ? "amount" : "currency", "invalid-amount", "amount and currency belong together; expected both or neither.");
        if (question.Amount > Currencies.MaximumAmount)
            return Wrong("amount", "invalid-amount", $"amount: expected a number from 0 to {Currencies.MaximumAmount}, found {question.Amount}.");
        if (question.Currency is { } currency && (currency.Length != 3 || currency.Any(letter => letter is < 'A' or > 'Z')))
            return Wrong("currency", "invalid-currency", $"currency: expected an ISO 4217 code such as USD, found '{Query.Shorten(currency)}'.");
        if (input.Registrant is { } registrant && !Reference.TryParse(registrant, out _))
            return Wrong("registrant", "invalid-reference", $"registrant: expected an id or system:externalId, found '{Query.Shorten(registrant)}'.");
        if (input.Team.Count > MaximumTeam)
            return Wrong("team", "too-many-people", $"team: at most {MaximumTeam} people are taken, found {input.Team.Count}.");
        if (input.Team.FirstOrDefault(member => !Reference.TryParse(member, out _)) is { } member)
            return Wrong("team", "invalid-reference", $"team: expected ids or system:externalId, found '{Query.Shorten(member)}'.");
        if (question.Deal is { } deal && !Reference.TryParse(deal, out _))
            return Wrong("deal", "invalid-reference", $"deal: expected an id or source:externalId, found '{Query.Shorten(deal)}'.");
        if (question.Deal is not null && Brought(input) is { } brought)
            return Wrong(brought, "invalid-parameter", $"{brought}: it is known of the deal that is named; expected either deal or {brought}.");
        if (question.Product is { } product && (product.Length is 0 or > MaximumProduct || product.Any(char.IsControl) || !Text.IsWellFormed(product)))
            return Wrong("product", "invalid-parameter", $"product: expected 1 to {MaximumProduct} characters without control characters.");
        if (question.KnownAt > now)
            return Wrong("knownAt", "invalid-instant", $"knownAt: expected an instant that has come, found {Timestamps.ToRfc3339(question.KnownAt.Value)}; nobody knows yet what will be known then.");
        return input;

        static string? Brought(GateInput input) =>
            input.Question.Amount is not null ? "amount" : input.Registrant is not null ? "registrant" : input.Question.Product is not null ? "product" : null;

        Error Wrong(string field, string code, string message) => Error.Invalid(code, message, pointers ? $"/{field}" : null);
    }
}
