namespace PartnerLrs.Standing.Learners;

/// <summary>An award as it is answered: one period in which a person holds a certification.</summary>
internal sealed record AwardResource
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The person's id.</summary>
    public required string Person { get; init; }

    /// <summary>The id of the partner for which the person counts at that instant.</summary>
    public string? Partner { get; init; }

    /// <summary>The certification's id in the policy.</summary>
    public required string Certification { get; init; }

    /// <summary>When it was earned.</summary>
    public required DateTime EarnedAt { get; init; }

    /// <summary>When the evidence for it was known here.</summary>
    public required DateTime KnownAt { get; init; }

    /// <summary>When it expires or expired; absent for never.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>When its revocation became known; absent when it is not revoked.</summary>
    public DateTime? RevokedAt { get; init; }

    /// <summary><c>pending</c> (starts later), <c>active</c>, <c>expiring</c> (its renewal window is open), <c>at-risk</c> (a release that is out ends it), <c>superseded</c>, <c>expired</c> or <c>revoked</c>, at that instant.</summary>
    public required string State { get; init; }
}
