using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Affiliations;

/// <summary>An affiliation as it is answered.</summary>
internal sealed record AffiliationResource : Resource
{
    /// <summary>The person's id.</summary>
    public required string Person { get; init; }

    /// <summary>The partner's id.</summary>
    public required string Partner { get; init; }

    /// <summary>The person's roles there.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>From when it holds.</summary>
    public required DateTime From { get; init; }

    /// <summary>From when it holds no longer; absent while it is open.</summary>
    public DateTime? To { get; init; }

    /// <summary>Whether the person's awards count for the partner.</summary>
    public required bool Counting { get; init; }

    /// <summary>Whether it claimed to count while the person counted for somebody else, and waits for the person's choice.</summary>
    public required bool Contested { get; init; }

    /// <summary>How it came in, e.g. <c>api</c>.</summary>
    public required string Source { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTime ModifiedAt { get; init; }

    public static AffiliationResource Of(Affiliation affiliation, UpsertOutcome? outcome = null) => new()
    {
        Id = affiliation.Id,
        Person = affiliation.PersonId,
        Partner = affiliation.PartnerId,
        Roles = affiliation.Roles.Split(' '),
        From = affiliation.From,
        To = affiliation.To,
        Counting = affiliation.Counting,
        Contested = affiliation.Contested,
        Source = affiliation.Source,
        CreatedAt = affiliation.CreatedAt,
        ModifiedAt = affiliation.ModifiedAt,
        Outcome = outcome,
    };
}
