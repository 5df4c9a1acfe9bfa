namespace PartnerLrs.Standing.Pump;

/// <summary>How far gate answers reflect the log.</summary>
internal sealed class FoldProgress
{
    private long ticks;

    /// <summary>Every statement stored at or before this instant (UTC) has reached its learner and partner; null until the pump first came to the end.</summary>
    public DateTime? ReflectsThrough => Interlocked.Read(ref ticks) is > 0 and var value ? new DateTime(value, DateTimeKind.Utc) : null;

    /// <summary>The pump has come to the end of the log.</summary>
    public void Reflects(DateTime through) => Interlocked.Exchange(ref ticks, through.Ticks);
}
