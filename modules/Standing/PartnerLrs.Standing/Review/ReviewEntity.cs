namespace PartnerLrs.Standing.Review;

/// <summary>A row of <c>standing_reviews</c>, for queries.</summary>
internal sealed class ReviewEntity
{
    public required string StatementId { get; init; }

    public required string PersonId { get; init; }

    public string? PartnerId { get; init; }

    public required string Course { get; init; }

    public required string Activity { get; init; }

    public required string Verdict { get; init; }

    public DateTime? AcceptedAt { get; init; }

    public required string Authority { get; init; }

    public string? Signer { get; init; }

    public required DateTime EffectiveAt { get; init; }

    public required DateTime KnownAt { get; init; }
}
