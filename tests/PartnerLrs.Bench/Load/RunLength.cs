namespace PartnerLrs.Bench.Load;

/// <summary>How long a run is.</summary>
/// <param name="Warmup">What is not measured at its start.</param>
/// <param name="Duration">What is measured, unless <paramref name="Count"/> ends it before.</param>
/// <param name="Count">After how many measured requests it ends; null when only time ends it.</param>
internal sealed record RunLength(TimeSpan Warmup, TimeSpan Duration, long? Count = null);
