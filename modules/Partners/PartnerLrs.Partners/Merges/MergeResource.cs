namespace PartnerLrs.Partners.Merges;

/// <summary>A merge as it is answered.</summary>
internal sealed record MergeResource
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary><c>partner</c> or <c>person</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The id of the one that became an alias.</summary>
    public required string Absorbed { get; init; }

    /// <summary>The id of the one that goes on.</summary>
    public required string Into { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Since when.</summary>
    public required DateTime MergedAt { get; init; }

    /// <summary>The name of the credential that merged them.</summary>
    public required string MergedBy { get; init; }

    /// <summary>When it was undone; absent while it holds.</summary>
    public DateTime? UndoneAt { get; init; }

    /// <summary>The name of the credential that undid it.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>Why it was undone.</summary>
    public string? UndoReason { get; init; }

    public static MergeResource Of(Merge merge) => new()
    {
        Id = merge.Id,
        Kind = merge.Kind,
        Absorbed = merge.AbsorbedId,
        Into = merge.IntoId,
        Reason = merge.Reason,
        MergedAt = merge.MergedAt,
        MergedBy = merge.MergedBy,
        UndoneAt = merge.UndoneAt,
        UndoneBy = merge.UndoneBy,
        UndoReason = merge.UndoReason,
    };
}
