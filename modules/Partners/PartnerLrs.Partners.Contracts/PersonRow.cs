namespace PartnerLrs.Partners.Contracts;

/// <summary>A row of the feed <c>People</c>: one person, with the affiliation that counts now.</summary>
public sealed record PersonRow
{
    /// <summary>The person's id; the key.</summary>
    public required string Id { get; init; }

    /// <summary>The first external reference as <c>system:externalId</c>; empty when there is none.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The person's name.</summary>
    public required string Name { get; init; }

    /// <summary>The partner for which the person counts now, or null.</summary>
    public string? PartnerId { get; init; }

    /// <summary>The person's roles there, separated by blanks; empty when there are none.</summary>
    public required string Roles { get; init; }

    /// <summary>The id of the person into whom this one was merged, or null.</summary>
    public string? MergedIntoId { get; init; }

    /// <summary>When the person was created (UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When the person was last changed (UTC).</summary>
    public required DateTime ModifiedAt { get; init; }
}
