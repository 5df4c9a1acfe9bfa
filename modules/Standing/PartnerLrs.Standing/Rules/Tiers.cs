using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// Which tier a partner's people and deals reach at an instant (rules 3 and 5): requirements are cumulative and count distinct people who
/// count for it now. Which tier it has, is for <see cref="HeldTier"/> to say.
/// </summary>
internal static class Tiers
{
    /// <summary>The tier at an instant.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="facts">The partner's facts under that policy.</param>
    /// <param name="asOf">The instant (UTC).</param>
    /// <param name="withGrace">Whether awards count through the policy's grace (rule 2).</param>
    public static TierStanding Evaluate(ProgramPolicy policy, PartnerFacts facts, DateTime asOf, bool withGrace = false)
    {
        var index = PolicyIndex.Of(policy);
        var united = Mergers.Unite(facts);
        var grace = withGrace ? policy.TierPolicy?.Grace : null;
        var holders = HoldersOf(index, united, asOf, grace);
        var figures = index.Plan.Metrics.Select(metric => Metrics.Evaluate(metric, united.Commercial, asOf)).ToList();
        var states = index.Plan.Judge([.. holders.Select(some => some.Count)], figures);
        var highest = index.Plan.Highest(states);
        return new TierStanding(
            highest < 0 ? null : policy.Tiers[highest].Id,
            [.. index.Plan.Requirements.Select((planned, i) => new RequirementStanding(planned, states[i], HoldersFor(planned, holders)))]);
    }

    /// <summary>For which places of a group's plan those count who count for some of the group's requirements, as bits.</summary>
    internal static ulong BySlot(GroupPlan group, TierPlan plan, ulong counts)
    {
        var slots = 0UL;
        for (var slot = 0; slot < group.Slots.Count; slot++)
        {
            if ((counts & (1UL << plan.BitOf[group.Slots[slot].Place])) != 0)
                slots |= 1UL << slot;
        }
        return slots;
    }

    /// <summary>Who counts for each requirement of people: everyone who does, or in a group those who fill its places.</summary>
    private static List<Holder>[] HoldersOf(PolicyIndex index, PartnerFacts facts, DateTime asOf, CalendarPeriod? grace)
    {
        var plan = index.Plan;
        var all = plan.Holders.Select(requirement => facts.People
            .Where(person => person.CountsAt(asOf, requirement.Role))
            .Select(person => AwardAt(person, requirement, index, asOf, grace) is { } award ? new Holder(person, award) : null)
            .OfType<Holder>()
            .ToList()).ToArray();
        var filling = all.Select((some, place) => plan.GroupOf[place] < 0 ? some : []).ToArray();
        foreach (var group in plan.Groups)
        {
            var candidates = group.Slots.SelectMany(slots => all[slots.Place].Select(holder => holder.Person)).Distinct().ToList();
            var counts = candidates.Select(person => group.Slots
                .Select((slots, slot) => all[slots.Place].Exists(holder => holder.Person == person) ? 1UL << slot : 0)
                .Aggregate(0UL, (bits, bit) => bits | bit)).ToList();
            var matching = Matching.Of(group.Slots, group.PerPerson, [.. counts.Select(bits => (bits, 1))]);
            for (var slot = 0; slot < group.Slots.Count; slot++)
            {
                var place = group.Slots[slot].Place;
                if (group.Slots[slot].IsOwn)
                    filling[place] = [.. all[place].Where(holder => matching.FilledBy(candidates.IndexOf(holder.Person), slot) > 0)];
            }
        }
        return filling;
    }

    private static AwardPeriod? AwardAt(PersonFacts person, HoldersRequirement requirement, PolicyIndex index, DateTime asOf, CalendarPeriod? grace)
    {
        if (Holdings.At(person, requirement.Certifications, index, asOf) is { } award)
            return award;
        return grace is null || !Holdings.Of(person, requirement.Certifications, index, grace).Any(held => held.Covers(asOf))
            ? null
            : Holdings.LastBefore(person, requirement.Certifications, index, asOf);
    }

    private static IReadOnlyList<Holder> HoldersFor(PlannedRequirement planned, List<Holder>[] holders) => planned.Requirement switch
    {
        HoldersRequirement => holders[planned.Place],
        AnyRequirement => planned.Alternatives.Select(inner => HoldersFor(inner, holders)).FirstOrDefault(some => some.Count > 0) ?? [],
        _ => [],
    };
}
