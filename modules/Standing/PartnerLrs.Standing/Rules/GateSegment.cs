namespace PartnerLrs.Standing.Rules;

/// <summary>A span of time during which a gate's answer stays the same.</summary>
/// <param name="From">Its first instant (UTC).</param>
/// <param name="Until">The first instant (UTC) after it; null for the last segment, which never ends.</param>
/// <param name="Outcome">What the answer comes down to; null where no policy in force has the gate.</param>
internal sealed record GateSegment(DateTime From, DateTime? Until, GateOutcome? Outcome);
