namespace PartnerLrs.Standing.Decisions;

/// <summary>How far the log and what people accepted were looked through for late evidence.</summary>
internal sealed class ReconsiderationState
{
    /// <summary>Every decision has been reconsidered with what is in the log up to this place, but for <see cref="Unfinished"/>.</summary>
    public long Seq { get; set; }

    /// <summary>The ruling on evidence that was looked at last, by its id; empty before the first.</summary>
    public string Ruling { get; set; } = "";

    /// <summary>The latest instant (UTC) up to whose knowledge decisions were reconsidered; it never goes back, so that no finding is taken back by an earlier one.</summary>
    public DateTime KnownAt { get; set; }

    /// <summary>The partners of whom older decisions are still to be looked at.</summary>
    public List<UnfinishedReconsideration> Unfinished { get; set; } = [];
}

/// <summary>A partner of whom the newest decisions have been looked at.</summary>
/// <param name="PartnerId">The partner.</param>
/// <param name="Late">What came late.</param>
/// <param name="KnownAt">The instant (UTC) up to whose knowledge evidence is considered.</param>
/// <param name="Before">The decisions from this id on are done; null for none.</param>
internal sealed record UnfinishedReconsideration(string PartnerId, IReadOnlyList<LateEvidence> Late, DateTime KnownAt, string? Before);
