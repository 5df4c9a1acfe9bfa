using PartnerLrs.Bench.Load;

namespace PartnerLrs.Bench.Results;

/// <summary>What a measurement is compared with, measured in the same run.</summary>
/// <param name="With">What it is, for people.</param>
/// <param name="PerSecond">Its statements (writes) or requests (reads) per second.</param>
/// <param name="Ratio">Our part of that.</param>
internal sealed record Yardstick(string With, double PerSecond, double Ratio)
{
    /// <summary>Compares requests.</summary>
    /// <param name="with">What it is.</param>
    /// <param name="limit">It, measured.</param>
    /// <param name="run">Ours.</param>
    public static Yardstick Of(string with, RunResult limit, RunResult run) =>
        new($"{with} (p99 {Numbers.Milliseconds(limit.Kinds[0].Latencies.P99)} ms)", limit.RequestsPerSecond, run.RequestsPerSecond / limit.RequestsPerSecond);
}
