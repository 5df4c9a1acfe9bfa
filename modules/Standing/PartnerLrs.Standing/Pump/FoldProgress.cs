namespace PartnerLrs.Standing.Pump;

/// <summary>How far gate answers reflect the log.</summary>
internal sealed class FoldProgress(TimeProvider clock)
{
    /// <summary>
    /// What was stored a moment ago is waited for, so that whoever posts a pass and then asks is not told of the time before. A fold that takes longer than
    /// this, or is further behind than <see cref="NearBy"/>, is not waited for: the answer then says how far it goes.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private const long NearBy = 2_000;
    private volatile TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long ticks;
    private long grown;
    private long carried;

    /// <summary>Every statement stored at or before this instant (UTC) has reached its learner and partner; null until the pump has carried a page.</summary>
    public DateTime? ReflectsThrough => Interlocked.Read(ref ticks) is > 0 and var value ? new DateTime(value, DateTimeKind.Utc) : null;

    /// <summary>The place in the log up to which learners and partners have taken everything; 0 until the pump has carried a page.</summary>
    public long Carried => Interlocked.Read(ref carried);

    /// <summary>The log of this process has grown up to here.</summary>
    public void Grown(long seq) => Raise(ref grown, seq);

    /// <summary>The pump has come so far.</summary>
    public void Reflects(CarriedPage page)
    {
        // A grain that starts again goes over pages that it had carried; what was told stays true.
        Raise(ref ticks, page.ReflectsThrough.Ticks);
        Raise(ref carried, page.Seq);
        Interlocked.Exchange(ref moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>Waits a moment for what this process has stored until now.</summary>
    public ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        var behind = Interlocked.Read(ref grown) - Interlocked.Read(ref carried);
        return behind is <= 0 or > NearBy ? ValueTask.CompletedTask : new ValueTask(WaitAsync(Interlocked.Read(ref grown), cancellationToken));
    }

    private static void Raise(ref long value, long to)
    {
        var seen = Interlocked.Read(ref value);
        while (to > seen && Interlocked.CompareExchange(ref value, to, seen) is var now && now != seen)
            seen = now;
    }

    private async Task WaitAsync(long seq, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            // Taken before looking, so that a move in between is not missed.
            var next = moved.Task;
            var left = Patience - clock.GetElapsedTime(since);
            if (Interlocked.Read(ref carried) >= seq || left <= TimeSpan.Zero)
                return;
            await next.WaitAsync(left, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
