using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>A requirement with its places in a <see cref="TierPlan"/>.</summary>
/// <param name="Rank">The rank of its tier: 0 for the lowest.</param>
/// <param name="Tier">Its tier.</param>
/// <param name="Requirement">The requirement.</param>
/// <param name="Label">The requirement in one line.</param>
/// <param name="Place">Its place among the holders or the metrics of the plan, by its kind.</param>
/// <param name="Alternatives">What any of will do, where it is that kind.</param>
internal sealed record PlannedRequirement(
    int Rank, Tier Tier, TierRequirement Requirement, string Label, int Place, IReadOnlyList<PlannedRequirement> Alternatives);
