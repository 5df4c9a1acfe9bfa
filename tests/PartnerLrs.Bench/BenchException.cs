namespace PartnerLrs.Bench;

/// <summary>Something stands in the way of measuring; the message says what, for people.</summary>
internal sealed class BenchException(string message) : Exception(message);
