namespace PartnerLrs.Standing.Feeds;

/// <summary>A row of <c>standing_awards</c>.</summary>
internal sealed class AwardEntity
{
    public required string Id { get; init; }

    public required string PersonId { get; init; }

    public required string PersonExternalId { get; init; }

    public string? PartnerId { get; init; }

    public required string Certification { get; init; }

    public required DateTime EarnedAt { get; init; }

    public required DateTime KnownAt { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public DateTime? RevokedAt { get; init; }

    public DateTime? ExpiringFrom { get; init; }

    public DateTime? AtRiskFrom { get; init; }

    /// <summary>Certifications, each between two line feeds.</summary>
    public string? SupersededBy { get; init; }

    public required DateTime ModifiedAt { get; init; }
}
