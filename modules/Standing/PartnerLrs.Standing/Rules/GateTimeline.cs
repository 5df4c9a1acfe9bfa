using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// How a gate's answer changes from an instant on if no new fact comes: as awards start and end, people join and leave, deals come to
/// count and cease to, releases and reviews come, and policy versions take effect.
/// </summary>
/// <param name="Segments">Contiguous segments, each with an outcome unlike its neighbours'; at least one.</param>
internal sealed record GateTimeline(IReadOnlyList<GateSegment> Segments)
{
    /// <summary>Until when (UTC) the answer at the timeline's start holds; null when it holds for ever.</summary>
    public DateTime? ValidUntil => Segments[0].Until;

    /// <summary>The timeline where the facts are the same under every version that is or comes into force.</summary>
    public static GateTimeline From(IReadOnlyList<PolicyVersion> versions, string gate, PartnerFacts facts, DateTime from, Money? amount = null) =>
        From(StandingTimeline.Of(versions, _ => facts), gate, from, DealQuestion.About(amount));

    /// <summary>The timeline.</summary>
    /// <param name="standing">The partner's standing.</param>
    /// <param name="gate">The gate's id.</param>
    /// <param name="from">The first instant (UTC).</param>
    /// <param name="deal">The deal in question; null when the question is about none.</param>
    public static GateTimeline From(StandingTimeline standing, string gate, DateTime from, DealQuestion? deal = null) =>
        Of(Outcomes(standing, gate, from, deal ?? DealQuestion.None));

    /// <summary>The timeline for a deal that is known (rule 6).</summary>
    /// <inheritdoc cref="Gates.Evaluate(StandingTimeline, string, DateTime, DealQuestion, DealFacts?, StandingTimeline?)"/>
    public static GateTimeline From(StandingTimeline standing, string gate, DateTime from, DealQuestion question, DealFacts? deal, StandingTimeline? submitter = null)
    {
        if (deal is null)
            return From(standing, gate, from, question);
        var cuts = OpenDeals.Turns(deal).Where(turn => turn > from).Append(from).Distinct().Order().ToList();
        return Of(cuts.SelectMany((cut, i) => Phase(cut, i + 1 < cuts.Count ? cuts[i + 1] : null)));

        IEnumerable<(DateTime At, GateOutcome? Outcome)> Phase(DateTime cut, DateTime? until)
        {
            if (OpenDeals.IsPending(deal, cut) && Outcomes(submitter ?? standing, gate, deal.SubmittedAt!.Value, question).First().Outcome is { } then)
                return [(cut, OpenDeals.Pending(then))];
            var outcomes = Outcomes(standing, gate, cut, question).TakeWhile(change => until is null || change.At < until);
            return OpenDeals.IsProtected(deal, cut)
                ? outcomes.Select(change => (change.At, change.Outcome is { } outcome ? OpenDeals.Protected(outcome) : null))
                : outcomes;
        }
    }

    private static GateTimeline Of(IEnumerable<(DateTime At, GateOutcome? Outcome)> outcomes)
    {
        var changes = new List<(DateTime At, GateOutcome? Outcome)>();
        foreach (var change in outcomes)
        {
            if (changes.Count == 0 || !Equals(changes[^1].Outcome, change.Outcome))
                changes.Add(change);
        }
        return new GateTimeline(
            [.. changes.Select((change, i) => new GateSegment(change.At, i + 1 < changes.Count ? changes[i + 1].At : null, change.Outcome))]);
    }

    private static IEnumerable<(DateTime At, GateOutcome? Outcome)> Outcomes(StandingTimeline standing, string gate, DateTime from, DealQuestion deal)
    {
        if (standing.At(from) is null)
            yield return (from, null);
        (PolicyVersion Version, GateRule? Rule, List<DateTime> Changes)? current = null;
        foreach (var (segment, holds) in standing.From(from))
        {
            if (current is not { } known || known.Version != segment.Version)
                current = known = Prepare(segment.Version);
            if (known.Rule is not { } rule)
            {
                yield return (holds.From, null);
                continue;
            }
            yield return (holds.From, rule.Judge(segment, holds.From));
            foreach (var change in known.Changes.Where(change => holds.From < change && change < holds.Until))
                yield return (change, rule.Judge(segment, change));
        }

        (PolicyVersion, GateRule?, List<DateTime>) Prepare(PolicyVersion version)
        {
            if (version.Policy.FindGatedBenefit(gate) is not { } benefit)
                return (version, null, []);
            var rule = new GateRule(PolicyIndex.Of(version.Policy), benefit, standing.FactsUnder(version), deal);
            return (version, rule, [.. rule.Changes.Where(change => change < Instants.Forever).Distinct().Order()]);
        }
    }
}
