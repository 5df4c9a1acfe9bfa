using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>How a partner stands with one requirement of one tier.</summary>
/// <param name="Planned">The requirement.</param>
/// <param name="State">How it stands. In a group what it has are the places that are filled, elsewhere all who count.</param>
/// <param name="Holders">Those who count, in the order of the facts.</param>
internal sealed record RequirementStanding(PlannedRequirement Planned, RequirementState State, IReadOnlyList<Holder> Holders)
{
    /// <summary>The requirement.</summary>
    public TierRequirement Requirement => Planned.Requirement;

    /// <summary>How many people count, or what the figure is; 0 when too little is known.</summary>
    public decimal Have => State.Have ?? 0;

    /// <summary>What it asks for.</summary>
    public decimal Need => State.Need;

    /// <summary>Whether the requirement is met.</summary>
    public bool IsMet => State.IsMet;
}
