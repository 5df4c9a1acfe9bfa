namespace PartnerLrs.Standing.Pump;

/// <summary>The log pump's watermark.</summary>
internal sealed class LogPumpState
{
    /// <summary>Every statement up to this <c>seq</c> has been taken by its learner.</summary>
    public long Seq { get; set; }
}
