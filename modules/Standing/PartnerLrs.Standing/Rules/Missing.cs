using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// The cheapest way, in learners' minutes, to meet requirements that are short: who of the people who count could earn which of the
/// certifications that would do, what is done already given. In a group people are told apart as they are when they are counted.
/// </summary>
internal static class Missing
{
    /// <summary>
    /// What would meet each requirement of people that is short, a line for each certification to earn; for alternatives, what would meet
    /// the one about people that takes the least time, if there is any.
    /// </summary>
    /// <param name="index">The policy.</param>
    /// <param name="shortages">The requirements that are short.</param>
    /// <param name="facts">The partner's facts under that policy.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static IReadOnlyList<MissingCertification> Of(PolicyIndex index, IReadOnlyList<RequirementStanding> shortages, PartnerFacts facts, DateTime asOf)
    {
        if (shortages.Count == 0)
            return [];
        var ways = new LearningWays(index, facts, asOf);
        var told = new HashSet<GroupPlan>(ReferenceEqualityComparer.Instance);
        return [.. shortages.SelectMany(standing => GroupOf(standing.Planned, index) is { } group
            ? told.Add(group) ? InGroup(group, index, ways) : []
            : Of(standing.Planned, (int)(standing.Need - standing.Have), index, ways))];
    }

    private static IReadOnlyList<MissingCertification> Of(PlannedRequirement planned, int count, PolicyIndex index, LearningWays ways) => planned.Requirement switch
    {
        HoldersRequirement requirement => Told(requirement, count, [.. ways.To(requirement).Take(count)], index),
        AnyRequirement => planned.Alternatives
            .Where(inner => inner.Requirement is HoldersRequirement)
            .Select(inner => Of(inner, ((HoldersRequirement)inner.Requirement).Count - ways.Holding((HoldersRequirement)inner.Requirement), index, ways))
            .OrderByDescending(told => told.All(item => item.Cheapest.Count == item.Count))
            .ThenBy(told => told.Sum(item => item.Cheapest.Sum(person => person.Minutes)))
            .FirstOrDefault() ?? [],
        _ => [],
    };

    private static GroupPlan? GroupOf(PlannedRequirement planned, PolicyIndex index) =>
        planned.Requirement is HoldersRequirement { Group: not null }
            ? index.Plan.Groups.First(plan => plan.Rank == planned.Rank && plan.Group == index.Plan.GroupOf[planned.Place])
            : null;

    /// <summary>
    /// Who learns what when all places of a tier in a group are filled at the least cost. Who counts already may fill another place than
    /// now, so what has to be learned need not be what is short.
    /// </summary>
    private static IReadOnlyList<MissingCertification> InGroup(GroupPlan plan, PolicyIndex index, LearningWays ways)
    {
        var (people, slots) = (ways.People, plan.Slots);
        var cost = new int?[people.Count, slots.Count];
        for (var slot = 0; slot < slots.Count; slot++)
        {
            for (var person = 0; person < people.Count; person++)
                cost[person, slot] = ways.CostOf(people[person], slots[slot].Requirement);
        }
        var fills = Assignment.Of(plan.PerPerson, [.. slots.Select(slot => slot.Need)], cost);
        return
        [
            .. slots.Index().SelectMany(slot =>
            {
                var filling = people.Where((_, person) => fills[person, slot.Index]).ToHashSet();
                var learning = ways.To(slot.Item.Requirement).Where(way => filling.Contains(way.Person)).ToList();
                return Told(slot.Item.Requirement, slot.Item.Need - filling.Count + learning.Count, learning, index);
            }),
        ];
    }

    private static IReadOnlyList<MissingCertification> Told(HoldersRequirement requirement, int count, IReadOnlyList<LearningWay> chosen, PolicyIndex index)
    {
        var told = chosen.GroupBy(way => way.Path.Certification, StringComparer.Ordinal).Select(some => new MissingCertification(
            requirement.Label,
            some.Key,
            some.Count(),
            [.. some.Select(way => new MissingPerson(way.Person.PersonId, way.Person.Name, way.Path.Courses, way.Path.Minutes, way.Path.Url))])).ToList();
        var nobody = count - chosen.Count;
        if (nobody <= 0)
            return told;
        // More people are needed than are here: whoever comes has everything before them.
        var shortest = requirement.Certifications.MinBy(id => RemainingPath.FromScratch(index.Policy, index.Certification(id)).Minutes)!;
        var same = told.FindIndex(item => item.Certification == shortest);
        if (same >= 0)
            told[same] = told[same] with { Count = told[same].Count + nobody };
        else
            told.Add(new MissingCertification(requirement.Label, shortest, nobody, []));
        return told;
    }
}
