namespace PartnerLrs.Bench.Targets;

/// <summary>Whether a target is met.</summary>
/// <param name="IsMet">Whether it is.</param>
/// <param name="Measured">The figures that say so.</param>
/// <param name="Command">The command that measures them again.</param>
internal sealed record Verdict(bool IsMet, string Measured, string Command);
