using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// How a gate's answer changes from an instant on if no new fact comes: as awards start and end, people join and leave, and
/// policy versions take effect.
/// </summary>
/// <param name="Segments">Contiguous segments, each with an outcome unlike its neighbours'; at least one.</param>
internal sealed record GateTimeline(IReadOnlyList<GateSegment> Segments)
{
    /// <summary>Until when (UTC) the answer at the timeline's start holds; null when it holds for ever.</summary>
    public DateTime? ValidUntil => Segments[0].Until;

    /// <summary>The timeline where the facts are the same under every version that is or comes into force.</summary>
    /// <inheritdoc cref="From(IReadOnlyList{PolicyVersion}, string, Func{PolicyVersion, PartnerFacts}, DateTime, Money?)"/>
    public static GateTimeline From(IReadOnlyList<PolicyVersion> versions, string gate, PartnerFacts facts, DateTime from, Money? amount = null) =>
        From(versions, gate, _ => facts, from, amount);

    /// <summary>The timeline.</summary>
    /// <param name="versions">The published policy versions, in any order.</param>
    /// <param name="gate">The gate's id.</param>
    /// <param name="facts">The partner's facts under a version: what is an award depends on it.</param>
    /// <param name="from">The first instant (UTC).</param>
    /// <param name="amount">The amount of the deal, null when the question is not about one.</param>
    public static GateTimeline From(
        IReadOnlyList<PolicyVersion> versions, string gate, Func<PolicyVersion, PartnerFacts> facts, DateTime from, Money? amount = null)
    {
        var starts = versions.Select(version => version.EffectiveAt).Where(instant => instant > from).Prepend(from).Distinct().Order().ToList();
        var changes = new List<(DateTime At, GateOutcome? Outcome)>();
        for (var i = 0; i < starts.Count; i++)
        {
            var era = new Interval(starts[i], i + 1 < starts.Count ? starts[i + 1] : Instants.Forever);
            var version = versions.InForce(era.From);
            var outcomes = version?.Policy.FindGatedBenefit(gate) is { } benefit
                ? OutcomesWithin(era, version.Policy, benefit, facts(version), amount)
                : [(era.From, null)];
            foreach (var change in outcomes)
            {
                if (changes.Count == 0 || !Equals(changes[^1].Outcome, change.Outcome))
                    changes.Add(change);
            }
        }
        return new GateTimeline(
            [.. changes.Select((change, i) => new GateSegment(change.At, i + 1 < changes.Count ? changes[i + 1].At : null, change.Outcome))]);
    }

    /// <summary>Sweeps the changes of the counts through an era of one policy; the first outcome is that of its first instant.</summary>
    private static IEnumerable<(DateTime At, GateOutcome? Outcome)> OutcomesWithin(
        Interval era, ProgramPolicy policy, Benefit benefit, PartnerFacts facts, Money? amount)
    {
        var rule = new GateRule(policy, benefit, facts.Active, amount);
        var requirements = Tiers.RequirementsOf(policy).Select(pair => pair.Requirement).ToList();
        var have = new int[requirements.Count];
        var steps = new List<(DateTime At, int Requirement, int Step)>();
        foreach (var person in facts.People)
        {
            var counted = Interval.Intersection(Interval.Union(person.Memberships.Select(membership => membership.Counted)), [era]);
            if (counted.Count == 0)
                continue;
            for (var i = 0; i < requirements.Count; i++)
            {
                foreach (var both in Interval.Intersection(counted, Held(person, requirements[i])))
                {
                    if (both.From == era.From)
                        have[i]++;
                    else
                        steps.Add((both.From, i, 1));
                    if (both.Until < era.Until)
                        steps.Add((both.Until, i, -1));
                }
            }
        }
        yield return (era.From, rule.Judge(have));
        steps.Sort((left, right) => left.At.CompareTo(right.At));
        for (var i = 0; i < steps.Count; i++)
        {
            have[steps[i].Requirement] += steps[i].Step;
            if (i + 1 == steps.Count || steps[i + 1].At != steps[i].At)
                yield return (steps[i].At, rule.Judge(have));
        }
    }

    private static IReadOnlyList<Interval> Held(PersonFacts person, HoldersRequirement requirement)
    {
        var held = new List<Interval>();
        foreach (var award in person.Awards)
        {
            if (requirement.Certifications.Contains(award.Certification))
                held.Add(award.Held);
        }
        return held.Count == 0 ? held : Interval.Union(held);
    }
}
