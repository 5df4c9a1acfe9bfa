namespace PartnerLrs.Conformance;

/// <summary>How many requirements hold.</summary>
/// <param name="Passed">Requirements that hold.</param>
/// <param name="Failed">Requirements ("shall", "must") that do not hold.</param>
/// <param name="Unheeded">Recommendations ("should") that do not hold; they fail nothing.</param>
public sealed record ConformanceResult(int Passed, int Failed, int Unheeded);
