namespace PartnerLrs.Bench.Load;

/// <summary>How long a run is.</summary>
/// <param name="Warmup">What is not measured at its start, at the least (see <see cref="WarmUp"/>).</param>
/// <param name="Duration">What is measured, unless <paramref name="Count"/> ends it before.</param>
/// <param name="Count">After how many measured requests it ends; null when only time ends it.</param>
internal sealed record RunLength(TimeSpan Warmup, TimeSpan Duration, long? Count = null)
{
    /// <summary>Told when the warm-up is over; null when nobody waits for that.</summary>
    public TaskCompletionSource? Opened { get; init; }
}
