using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>The places that one tier asks to fill in a group, those of lower tiers included (rule 3).</summary>
/// <param name="Rank">The tier's rank.</param>
/// <param name="Group">The group's number in the plan.</param>
/// <param name="PerPerson">In how many of the places one person may count.</param>
/// <param name="Slots">What is asked for: lower tiers' first, as far as the tier does not ask for the same itself, then its own in order.</param>
internal sealed record GroupPlan(int Rank, int Group, int PerPerson, IReadOnlyList<GroupSlots> Slots)
{
    /// <summary>
    /// Lays out a tier's places. Tiers are running totals: what a lower tier asks for is asked for here, too, but of the same people: so
    /// many places fewer as there are for people who meet it anyway.
    /// </summary>
    /// <param name="rank">The tier's rank.</param>
    /// <param name="group">The group's number.</param>
    /// <param name="perPerson">In how many of the places one person may count.</param>
    /// <param name="members">The group's requirements up to the tier, with their ranks and places in the plan, lowest tier first.</param>
    public static GroupPlan Of(int rank, int group, int perPerson, IReadOnlyList<(int Rank, int Place, HoldersRequirement Requirement)> members)
    {
        var own = members.Where(member => member.Rank == rank).Select(member => new GroupSlots(member.Place, member.Requirement, member.Requirement.Count, true)).ToList();
        var lower = new List<GroupSlots>();
        foreach (var (_, place, requirement) in members.Where(member => member.Rank < rank).Reverse())
        {
            var covered = own.Concat(lower).Where(slots => Meets(slots.Requirement, requirement)).Sum(slots => slots.Need);
            if (covered < requirement.Count)
                lower.Insert(0, new GroupSlots(place, requirement, requirement.Count - covered, false));
        }
        return new GroupPlan(rank, group, perPerson, [.. lower, .. own]);
    }

    /// <summary>Whether whoever counts for one requirement counts for the other, too.</summary>
    private static bool Meets(HoldersRequirement one, HoldersRequirement other) =>
        (other.Role is null || one.Role == other.Role) && one.Certifications.All(other.Certifications.Contains);
}
