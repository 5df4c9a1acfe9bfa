using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>Places of a group that one requirement asks to fill.</summary>
/// <param name="Place">The requirement's place among the holders of the plan.</param>
/// <param name="Requirement">The requirement.</param>
/// <param name="Need">How many places.</param>
/// <param name="IsOwn">Whether the requirement is of the tier itself, rather than of a lower one.</param>
internal sealed record GroupSlots(int Place, HoldersRequirement Requirement, int Need, bool IsOwn);
