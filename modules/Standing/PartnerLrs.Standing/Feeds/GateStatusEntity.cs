namespace PartnerLrs.Standing.Feeds;

/// <summary>A row of <c>standing_gate_status</c>.</summary>
internal sealed class GateStatusEntity
{
    public required string PartnerId { get; init; }

    public required string Gate { get; init; }

    public required DateTime ValidFrom { get; init; }

    public DateTime? ValidUntil { get; init; }

    public required string PartnerExternalId { get; init; }

    public required bool Allowed { get; init; }

    public required string Tier { get; init; }

    public required string Short { get; init; }

    public required int PolicyVersion { get; init; }

    public required DateTime ModifiedAt { get; init; }
}
