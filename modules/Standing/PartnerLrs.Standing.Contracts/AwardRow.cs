namespace PartnerLrs.Standing.Contracts;

/// <summary>A row of the feed <c>Awards</c>: one period in which a person holds a certification.</summary>
public sealed record AwardRow
{
    /// <summary>The award's id; the key.</summary>
    public required string Id { get; init; }

    /// <summary>The same id, under the name that every feed has for it.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The person.</summary>
    public required string PersonId { get; init; }

    /// <summary>The person's external reference as <c>system:externalId</c>; empty when there is none.</summary>
    public required string PersonExternalId { get; init; }

    /// <summary>The partner for which the person counts now, or null.</summary>
    public string? PartnerId { get; init; }

    /// <summary>The certification's id in the policy.</summary>
    public required string Certification { get; init; }

    /// <summary>When it was earned (UTC).</summary>
    public required DateTime EarnedAt { get; init; }

    /// <summary>When the evidence for it was known here (UTC).</summary>
    public required DateTime KnownAt { get; init; }

    /// <summary>When it expires or expired (UTC); null for never.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>
    /// <c>pending</c> (starts in the future), <c>active</c>, <c>expiring</c> (its renewal window is open), <c>at-risk</c> (a release that is out ends it), <c>superseded</c>,
    /// <c>expired</c> or <c>revoked</c>, as of the moment of reading.
    /// </summary>
    public required string State { get; init; }

    /// <summary>When the row was last changed (UTC).</summary>
    public required DateTime ModifiedAt { get; init; }
}
