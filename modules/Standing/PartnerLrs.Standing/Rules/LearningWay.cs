namespace PartnerLrs.Standing.Rules;

/// <summary>How somebody could come to count for a requirement.</summary>
/// <param name="Person">Who.</param>
/// <param name="Path">The shortest path to a certification that would do.</param>
internal sealed record LearningWay(PersonFacts Person, RemainingPath Path);
