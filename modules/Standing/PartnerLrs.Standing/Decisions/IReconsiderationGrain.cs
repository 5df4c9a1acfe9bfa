namespace PartnerLrs.Standing.Decisions;

/// <summary>Finds the recorded decisions that late evidence would have altered. Key: the log's lane, 0 for the only one.</summary>
[Alias(GrainNames.Reconsideration)]
internal interface IReconsiderationGrain : IGrainWithIntegerKey
{
    /// <summary>Looks at the next page of what the fold has carried, or of what people accepted; or at some more of the decisions that the last one concerns.</summary>
    /// <param name="carried">The place in the log up to which learners and partners have taken everything.</param>
    /// <returns>Whether there is more.</returns>
    [Alias("Advance")]
    Task<bool> AdvanceAsync(long carried);

    /// <summary>Takes note of evidence that stood in the log before and has become somebody's, or is no longer.</summary>
    [Alias("Notice")]
    Task NoticeAsync(IReadOnlyList<LateEvidence> facts);
}
