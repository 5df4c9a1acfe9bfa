namespace PartnerLrs.Standing.Pump;

/// <summary>How far gate answers reflect the log.</summary>
internal sealed class FoldProgress
{
    private long ticks;

    /// <summary>Every statement stored at or before this instant (UTC) has reached its learner and partner; null until the pump has carried a page.</summary>
    public DateTime? ReflectsThrough => Interlocked.Read(ref ticks) is > 0 and var value ? new DateTime(value, DateTimeKind.Utc) : null;

    /// <summary>The pump has come so far.</summary>
    public void Reflects(DateTime through)
    {
        // A grain that starts again goes over pages that it had carried; what was told stays true.
        if (through.Ticks > Interlocked.Read(ref ticks))
            Interlocked.Exchange(ref ticks, through.Ticks);
    }
}
