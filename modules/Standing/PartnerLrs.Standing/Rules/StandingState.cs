namespace PartnerLrs.Standing.Rules;

/// <summary>What people and deals come to from an instant on.</summary>
/// <param name="At">The instant (UTC).</param>
/// <param name="Reached">The rank of the tier that is reached; -1 for none.</param>
/// <param name="Kept">The rank of the tier that is reached when awards count through their grace (rule 2): at least <paramref name="Reached"/>.</param>
/// <param name="Now">How the policy's requirements stand.</param>
/// <param name="WithGrace">How they stand when awards count through their grace.</param>
internal sealed record StandingState(
    DateTime At, int Reached, int Kept, IReadOnlyList<RequirementState> Now, IReadOnlyList<RequirementState> WithGrace);
