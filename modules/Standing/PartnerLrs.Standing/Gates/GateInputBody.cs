using System.Text.Json;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Standing.Gates;

/// <summary>Reads one check of a bulk request.</summary>
internal static class GateInputBody
{
    /// <summary>The check, or all that is wrong with it.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="names">Whether the caller may see people's names.</param>
    /// <param name="element">The check.</param>
    /// <param name="now">Now (UTC).</param>
    public static (GateInput? Input, IReadOnlyList<Error> Errors) Read(string gate, bool names, JsonElement element, DateTime now)
    {
        var errors = new List<Error>();
        if (ObjectReader.Of(element, "", errors) is not { } check)
            return (null, errors);
        check.Allow("partner", "registrant", "team", "deal", "product", "amount", "currency", "asOf", "knownAt");
        const int longest = Reference.MaximumSystemLength + Reference.MaximumExternalIdLength + 1;
        var partner = check.Text("partner", longest, required: true);
        var registrant = check.Text("registrant", longest, required: false);
        var team = check.References("team", GateInput.MaximumTeam);
        var question = new GateQuestion(
            gate,
            check.AnyInstant("asOf"),
            check.Amount("amount", Currencies.MaximumAmount),
            check.Text("currency", 3, required: false),
            names,
            Product: check.Text("product", GateInput.MaximumProduct, required: false),
            KnownAt: check.AnyInstant("knownAt"),
            Deal: check.Text("deal", longest, required: false));
        if (errors.Count > 0 || partner is null)
            return (null, errors);
        return GateInput.Check(new GateInput(partner, registrant, team, question), now, pointers: true).TryGet(out var input, out var error) ? (input, []) : (null, [error]);
    }
}
