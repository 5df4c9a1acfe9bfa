namespace PartnerLrs.Bench.Load;

/// <summary>The part of a run that is measured: opens after the warm-up, closes after a time or a number of requests.</summary>
internal sealed class Window(long? count)
{
    private long opened = long.MaxValue;
    private long closed = long.MaxValue;
    private long counted;

    /// <summary>Whether the run is over.</summary>
    public bool IsOver => Volatile.Read(ref closed) != long.MaxValue;

    /// <summary>Starts measuring.</summary>
    public void Open(long timestamp) => Volatile.Write(ref opened, timestamp);

    /// <summary>Ends the run, unless it has ended.</summary>
    /// <returns>When it ended.</returns>
    public long Close(long timestamp)
    {
        var before = Interlocked.CompareExchange(ref closed, timestamp, long.MaxValue);
        return before == long.MaxValue ? timestamp : before;
    }

    /// <summary>Whether a request that was answered at this moment counts.</summary>
    public bool Counts(long answered)
    {
        if (answered < Volatile.Read(ref opened) || answered > Volatile.Read(ref closed))
            return false;
        var number = Interlocked.Increment(ref counted);
        if (number == count)
            Close(answered);
        return count is null || number <= count;
    }
}
