namespace PartnerLrs.Standing.Pump;

/// <summary>Carries statements from the log to the learners whom they concern. Key: the log's lane, 0 for the only one.</summary>
[Alias(GrainNames.LogPump)]
internal interface ILogPumpGrain : IGrainWithIntegerKey
{
    /// <summary>Carries the next page of what the log has beyond the watermark.</summary>
    [Alias("Carry")]
    Task<CarriedPage> CarryAsync();
}
