using PartnerLrs.Partners.Contracts;

namespace PartnerLrs.Partners.Merges;

/// <summary>A row of <c>partners_merges</c>: one was merged into another. All instants are UTC.</summary>
internal sealed class Merge
{
    public required string Id { get; init; }

    /// <summary>One of <see cref="MergeKind"/>.</summary>
    public required string Kind { get; init; }

    public required string AbsorbedId { get; init; }

    public required string IntoId { get; init; }

    public required string Reason { get; init; }

    public required DateTime MergedAt { get; init; }

    public required string MergedBy { get; init; }

    public DateTime? UndoneAt { get; set; }

    public string? UndoneBy { get; set; }

    public string? UndoReason { get; set; }

    public MergeRecord ToRecord() => new(AbsorbedId, IntoId, MergedAt, UndoneAt);
}
