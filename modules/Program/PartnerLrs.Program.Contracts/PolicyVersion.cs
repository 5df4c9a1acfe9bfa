namespace PartnerLrs.Program.Contracts;

/// <summary>A published policy. It never changes.</summary>
/// <param name="Number">The version's number: 1 for the first, then one more each.</param>
/// <param name="Policy">What it says.</param>
/// <param name="EffectiveAt">The instant (UTC) from which it applies, until the next version's.</param>
/// <param name="PublishedAt">The instant (UTC) at which it was published.</param>
public sealed record PolicyVersion(int Number, ProgramPolicy Policy, DateTime EffectiveAt, DateTime PublishedAt);
