using PartnerLrs.Performance.Contracts;

namespace PartnerLrs.Performance.Deals;

/// <summary>A row of <c>performance_deals</c>: a deal as it is known now.</summary>
internal sealed class Deal
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string ExternalId { get; init; }

    public required string PartnerId { get; set; }

    public string? RegistrantId { get; set; }

    public string? Product { get; set; }

    public long? AmountMinor { get; set; }

    public string? Currency { get; set; }

    public required DealStatus Status { get; set; }

    public required DateTime SubmittedAt { get; set; }

    public DateTime? ApprovedAt { get; set; }

    public DateTime? ProtectedUntil { get; set; }

    public DateTime? ClosedAt { get; set; }

    public required int Version { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ModifiedAt { get; set; }

    /// <summary>What can change, as one value.</summary>
    public DealFacts Facts => new(PartnerId, RegistrantId, Product, AmountMinor, Currency, Status, SubmittedAt, ApprovedAt, ProtectedUntil, ClosedAt);

    public void Take(DealFacts facts) =>
        (PartnerId, RegistrantId, Product, AmountMinor, Currency, Status, SubmittedAt, ApprovedAt, ProtectedUntil, ClosedAt) = facts;
}
