namespace PartnerLrs.Standing.Pump;

/// <summary>Carries statements from the log to the learners whom they concern. Key: the log's lane, 0 for the only one.</summary>
[Alias(GrainNames.LogPump)]
internal interface ILogPumpGrain : IGrainWithIntegerKey
{
    /// <summary>Carries the next page of what the log has beyond the watermark.</summary>
    [Alias("Carry")]
    Task<CarriedPage> CarryAsync();

    /// <summary>Carries one statement that was set aside; it is set aside again when that fails.</summary>
    /// <param name="seq">Its place in the log.</param>
    [Alias("CarryAgain")]
    Task CarryAgainAsync(long seq);
}
