namespace PartnerLrs.Standing.Rules;

/// <summary>The tier a partner has at an instant, and why.</summary>
/// <param name="Tier">The id of the highest tier whose requirements, and those of all lower tiers, are met; null for none.</param>
/// <param name="Requirements">Every requirement of every tier, lowest tier first.</param>
internal sealed record TierStanding(string? Tier, IReadOnlyList<RequirementStanding> Requirements);
