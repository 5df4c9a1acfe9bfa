namespace PartnerLrs.Lrs.Contracts;

/// <summary>The newest place in the log.</summary>
/// <param name="Seq">The last statement's place; 0 when the log is empty.</param>
/// <param name="Stored">The last statement's <c>stored</c>; null when the log is empty.</param>
/// <param name="ConsistentThrough">Every statement whose <c>stored</c> is not later than this can be read now (xAPI 1.0.3 Communication 2.1.3).</param>
public sealed record LogHead(long Seq, DateTime? Stored, DateTime ConsistentThrough);
