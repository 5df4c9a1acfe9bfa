namespace PartnerLrs.Conformance.Running;

/// <summary>What became of a check.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Failure">Why it does not hold, or null.</param>
internal sealed record Outcome(Requirement Requirement, string? Failure);
