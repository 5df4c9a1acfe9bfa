namespace PartnerLrs.Standing.Trials.Impact;

/// <summary>What an impact trial is asked for.</summary>
/// <param name="Effective">The instant (UTC) from which the draft would apply.</param>
/// <param name="Horizon">How many days after that are looked at.</param>
internal sealed record ImpactParameters(DateTime Effective, int Horizon);
