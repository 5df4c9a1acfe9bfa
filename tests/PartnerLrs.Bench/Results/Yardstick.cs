namespace PartnerLrs.Bench.Results;

/// <summary>What a measurement is compared with, measured in the same run.</summary>
/// <param name="With">What it is, for people.</param>
/// <param name="PerSecond">Its statements (writes) or requests (reads) per second.</param>
/// <param name="Ratio">Our part of that.</param>
internal sealed record Yardstick(string With, double PerSecond, double Ratio);
