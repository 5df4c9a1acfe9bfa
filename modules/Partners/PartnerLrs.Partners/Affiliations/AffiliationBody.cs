using System.Text.Json;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Affiliations;

/// <summary>An affiliation as it is sent. What is absent leaves what is there.</summary>
/// <param name="Person">The person.</param>
/// <param name="Partner">The partner.</param>
/// <param name="Roles">Slugs in ordinal order, separated by blanks.</param>
/// <param name="From">The start, part of what names it; absent means the affiliation that is open.</param>
/// <param name="To">The end; null reopens it.</param>
/// <param name="Counting">Whether it counts.</param>
internal sealed record AffiliationBody(Reference Person, Reference Partner, string Roles, DateTime? From, Given<DateTime?> To, bool? Counting)
{
    private const int MaximumRoles = 10;
    private const int MaximumRole = 50;

    public static AffiliationBody? Read(ObjectReader row)
    {
        row.Allow("person", "partner", "roles", "from", "to", "counting");
        var (person, partner) = (row.ReferenceTo("person", required: true), row.ReferenceTo("partner", required: true));
        var roles = ReadRoles(row);
        var from = row.Instant("from");
        var to = row.IsNull("to") ? new Given<DateTime?>(true, null) : new Given<DateTime?>(row.Has("to"), row.Instant("to"));
        var counting = row.Flag("counting");
        return person is null || partner is null || roles is null ? null : new AffiliationBody(person.Value, partner.Value, roles, from, to, counting);
    }

    private static string? ReadRoles(ObjectReader row)
    {
        if (row.List("roles", 1, MaximumRoles, required: true) is not { } elements)
            return null;
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < elements.Count; i++)
        {
            if (elements[i].ValueKind == JsonValueKind.String && ObjectReader.TextOf(elements[i].GetString) is { } role && IsSlug(role))
                roles.Add(role);
            else
                row.FailAt("roles", i, "invalid-role", $"roles: expected lower-case letters, digits and hyphens, {MaximumRole} at the most, such as sales.");
        }

        return string.Join(' ', roles);
    }

    private static bool IsSlug(string text) =>
        text.Length is > 0 and <= MaximumRole && char.IsAsciiLetterLower(text[0]) && text[^1] != '-' && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
