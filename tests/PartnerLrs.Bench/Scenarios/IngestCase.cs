namespace PartnerLrs.Bench.Scenarios;

/// <summary>How statements are posted.</summary>
/// <param name="Batch">How many in a request.</param>
/// <param name="Connections">On how many connections.</param>
/// <param name="IsHot">All in one course.</param>
/// <param name="IsCompared">Whether the limit is measured beside it.</param>
internal sealed record IngestCase(int Batch, int Connections, bool IsHot, bool IsCompared);
