using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>How a partner stands with one requirement of one tier.</summary>
/// <param name="Tier">The tier's id.</param>
/// <param name="Requirement">The requirement.</param>
/// <param name="Have">How many distinct people count; it may exceed the need.</param>
/// <param name="Need">How many the requirement asks for.</param>
/// <param name="Holders">Those who count, in the order of the facts.</param>
internal sealed record RequirementStanding(string Tier, HoldersRequirement Requirement, int Have, int Need, IReadOnlyList<Holder> Holders)
{
    /// <summary>Whether the requirement is met.</summary>
    public bool IsMet => Have >= Need;
}
