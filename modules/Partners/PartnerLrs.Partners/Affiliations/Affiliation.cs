using PartnerLrs.Partners.Contracts;

namespace PartnerLrs.Partners.Affiliations;

/// <summary>A row of <c>partners_affiliations</c>.</summary>
internal sealed class Affiliation
{
    /// <summary>The source of what came in through the API.</summary>
    public const string FromApi = "api";

    public required string Id { get; init; }

    public required string PersonId { get; init; }

    public required string PartnerId { get; init; }

    /// <summary>Slugs in ordinal order, separated by blanks.</summary>
    public required string Roles { get; set; }

    public required DateTime From { get; init; }

    public DateTime? To { get; set; }

    public required string Source { get; init; }

    public required bool Counting { get; set; }

    /// <summary>Whether it claimed to count while the person counted for somebody else, and nobody has chosen since.</summary>
    public bool Contested { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ModifiedAt { get; set; }

    /// <summary>Whether it holds at an instant of a span of time whose end is not part of it.</summary>
    public bool Overlaps(DateTime from, DateTime? to) => (to is null || From < to) && (To is null || from < To);

    public AffiliationRecord ToRecord() => new(Id, PersonId, PartnerId, Roles.Split(' '), From, To, Counting, CreatedAt);
}
