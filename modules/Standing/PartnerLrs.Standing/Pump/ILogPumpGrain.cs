namespace PartnerLrs.Standing.Pump;

/// <summary>Carries statements from the log to the learners whom they concern. Key: the log's lane, 0 for the only one.</summary>
[Alias(GrainNames.LogPump)]
internal interface ILogPumpGrain : IGrainWithIntegerKey
{
    /// <summary>Carries everything that the log has beyond the watermark.</summary>
    /// <returns>How far every learner and partner now reflects the log (UTC).</returns>
    [Alias("Drain")]
    Task<DateTime> DrainAsync();
}
