using System.Text.Json.Serialization;

namespace PartnerLrs.Standing.Trials.Impact;

/// <summary>What would change if the draft were published.</summary>
/// <param name="Partners">How many partners go which way.</param>
/// <param name="Tiers">How many partners have each tier.</param>
/// <param name="Gates">How many partners pass each gate, asked about no deal in particular.</param>
/// <param name="People">What becomes of certifications.</param>
internal sealed record ImpactResult(ImpactPartners Partners, IReadOnlyList<ImpactTier> Tiers, IReadOnlyList<ImpactGate> Gates, ImpactPeople People);

/// <summary>How many partners go which way at the effective instant; each stands in one of these but the total.</summary>
/// <param name="Total">All.</param>
/// <param name="Gaining">A gate or benefit opens or the tier rises.</param>
/// <param name="Losing">A gate or benefit closes or the tier falls.</param>
/// <param name="Mixed">Some of both, or a tier that cannot be compared.</param>
/// <param name="Later">Nothing at first, something within the horizon.</param>
/// <param name="People">Only certifications of people change.</param>
/// <param name="Unchanged">Nothing.</param>
internal sealed record ImpactPartners(int Total, int Gaining, int Losing, int Mixed, int Later, int People, int Unchanged);

/// <summary>How many partners have a tier.</summary>
/// <param name="Tier">The tier; null for none.</param>
/// <param name="Before">How many without the draft.</param>
/// <param name="After">How many with the draft.</param>
internal sealed record ImpactTier([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Tier, int Before, int After);

/// <summary>How many partners pass a gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Before">How many pass without the draft; absent when there is no such gate.</param>
/// <param name="After">How many pass with the draft; absent when there is no such gate.</param>
/// <param name="Opening">How many pass with the draft only.</param>
/// <param name="Closing">How many pass without the draft only.</param>
/// <param name="Reasons">What denies those for whom it closes.</param>
internal sealed record ImpactGate(string Gate, int? Before, int? After, int Opening, int Closing, IReadOnlyList<CodeCount> Reasons);

/// <summary>What becomes of certifications of people who count for a partner at the effective instant.</summary>
/// <param name="Affected">How many people.</param>
/// <param name="Gained">How many certifications are held with the draft only.</param>
/// <param name="Lost">How many are held without the draft only.</param>
/// <param name="Extended">How many are held for longer.</param>
/// <param name="Shortened">How many are held for shorter.</param>
internal sealed record ImpactPeople(int Affected, int Gained, int Lost, int Extended, int Shortened);
