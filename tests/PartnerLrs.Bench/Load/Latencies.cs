namespace PartnerLrs.Bench.Load;

/// <summary>How long requests of a kind took, in milliseconds, from the first byte sent to the last byte received.</summary>
internal sealed record Latencies(double P50, double P95, double P99, double Max);
