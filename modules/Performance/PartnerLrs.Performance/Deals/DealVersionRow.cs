using PartnerLrs.Performance.Contracts;

namespace PartnerLrs.Performance.Deals;

/// <summary>A row of <c>performance_deal_versions</c>.</summary>
internal sealed class DealVersionRow
{
    public required long Seq { get; init; }

    public required string DealId { get; init; }

    public required int Version { get; init; }

    public required DateTime KnownAt { get; init; }

    public required string PartnerId { get; init; }

    public string? FormerPartnerId { get; init; }

    public string? RegistrantId { get; init; }

    public string? Product { get; init; }

    public long? AmountMinor { get; init; }

    public string? Currency { get; init; }

    public required DealStatus Status { get; init; }

    public required DateTime SubmittedAt { get; init; }

    public DateTime? ApprovedAt { get; init; }

    public DateTime? ProtectedUntil { get; init; }

    public DateTime? ClosedAt { get; init; }
}
