using PartnerLrs.Kernel;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// Counts a partner's people and deals through time under one policy: forward from change to change, with a constant amount of
/// work for each. What it finds at an instant is what <see cref="Tiers.Evaluate"/> finds there.
/// </summary>
internal sealed class StandingSweep
{
    private readonly TierPlan plan;
    private readonly bool hasGrace;
    private readonly Tally strict;
    private readonly Tally lenient;
    private readonly MetricSum[] sums;
    private readonly RequirementState[] figures;
    private readonly List<Step> steps = [];

    private StandingSweep(PolicyIndex index, PartnerFacts facts, IEnumerable<DateTime> also)
    {
        plan = index.Plan;
        var grace = index.Policy.TierPolicy?.Grace;
        hasGrace = grace is not null;
        strict = new Tally(plan, facts.People.Count);
        lenient = hasGrace ? new Tally(plan, facts.People.Count) : strict;
        sums = new MetricSum[plan.Metrics.Count];
        figures = new RequirementState[plan.Metrics.Count];
        for (var person = 0; person < facts.People.Count; person++)
            AddPerson(facts.People[person], person, index, grace);
        for (var metric = 0; metric < plan.Metrics.Count; metric++)
            AddMetric(metric, facts.Commercial);
        steps.AddRange(also.Select(instant => new Step(instant, StepKind.None, 0, 0, default)));
        steps.Sort(static (left, right) => left.At.CompareTo(right.At));
    }

    /// <summary>What holds from each instant on at which it changes, within an era; the first is the era's first instant.</summary>
    /// <param name="era">The time for which the policy is in force.</param>
    /// <param name="index">The policy.</param>
    /// <param name="facts">The partner's facts under that policy, merges applied.</param>
    /// <param name="also">More instants (UTC) at which the caller wants to be told what holds.</param>
    public static IEnumerable<StandingState> Within(Interval era, PolicyIndex index, PartnerFacts facts, IEnumerable<DateTime> also) =>
        new StandingSweep(index, facts, also).Run(era);

    private IEnumerable<StandingState> Run(Interval era)
    {
        var next = 0;
        for (; next < steps.Count && steps[next].At <= era.From; next++)
            Take(steps[next]);
        yield return State(era.From);
        while (next < steps.Count && steps[next].At < era.Until)
        {
            var at = steps[next].At;
            for (; next < steps.Count && steps[next].At == at; next++)
                Take(steps[next]);
            yield return State(at);
        }
    }

    private StandingState State(DateTime at)
    {
        for (var metric = 0; metric < figures.Length; metric++)
            figures[metric] = Metrics.Judge(plan.Metrics[metric], sums[metric]);
        var now = plan.Judge(strict.Have(), figures);
        var kept = hasGrace ? plan.Judge(lenient.Have(), figures) : now;
        return new StandingState(at, plan.Highest(now), plan.Highest(kept), now, kept);
    }

    private void Take(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.None:
                break;
            case StepKind.Strict:
                strict.Step(step.Place, step.Person, step.Part.Deals > 0);
                break;
            case StepKind.Lenient:
                lenient.Step(step.Place, step.Person, step.Part.Deals > 0);
                break;
            default:
                sums[step.Place] += step.Part;
                break;
        }
    }

    private void AddPerson(PersonFacts person, int number, PolicyIndex index, CalendarPeriod? grace)
    {
        if (person.Memberships.Count == 0)
            return;
        for (var place = 0; place < plan.Holders.Count; place++)
        {
            var requirement = plan.Holders[place];
            var counted = person.Counted(requirement.Role);
            if (counted.Count == 0)
                continue;
            Add(StepKind.Strict, place, number, Interval.Intersection(counted, Holdings.Of(person, requirement.Certifications, index)));
            if (hasGrace)
                Add(StepKind.Lenient, place, number, Interval.Intersection(counted, Holdings.Of(person, requirement.Certifications, index, grace)));
        }
    }

    private void Add(StepKind kind, int place, int person, IReadOnlyList<Interval> counts)
    {
        foreach (var interval in counts)
        {
            steps.Add(new Step(interval.From, kind, place, person, new MetricSum(0, 1, 0)));
            if (interval.Until < Instants.Forever)
                steps.Add(new Step(interval.Until, kind, place, person, new MetricSum(0, -1, 0)));
        }
    }

    private void AddMetric(int metric, CommercialFacts commercial)
    {
        foreach (var (counts, part) in Metrics.Parts(plan.Metrics[metric], commercial))
        {
            steps.Add(new Step(counts.From, StepKind.Metric, metric, 0, part));
            if (counts.Until < Instants.Forever)
                steps.Add(new Step(counts.Until, StepKind.Metric, metric, 0, default(MetricSum) - part));
        }
    }

    private enum StepKind
    {
        None,
        Strict,
        Lenient,
        Metric,
    }

    private readonly record struct Step(DateTime At, StepKind Kind, int Place, int Person, MetricSum Part);
}
