namespace PartnerLrs.Bench.Load;

/// <summary>What was measured of one kind of request.</summary>
/// <param name="Requests">Requests that were answered as hoped.</param>
/// <param name="Statements">Statements that they or their answers carried.</param>
/// <param name="Latencies">How long they took.</param>
internal sealed record KindResult(long Requests, long Statements, Latencies Latencies);
