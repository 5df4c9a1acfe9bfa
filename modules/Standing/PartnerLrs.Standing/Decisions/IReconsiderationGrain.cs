namespace PartnerLrs.Standing.Decisions;

/// <summary>Finds the recorded decisions that late evidence would have altered. Key: the log's lane, 0 for the only one.</summary>
[Alias(GrainNames.Reconsideration)]
internal interface IReconsiderationGrain : IGrainWithIntegerKey
{
    /// <summary>Looks at the next page of what the fold has carried.</summary>
    /// <param name="carried">The place in the log up to which learners and partners have taken everything.</param>
    /// <returns>Whether there is more up to that place.</returns>
    [Alias("Advance")]
    Task<bool> AdvanceAsync(long carried);
}
