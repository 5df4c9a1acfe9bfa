using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Trials;

/// <summary>How a partner would stand if these policy versions were all there are. Outcomes only: nothing is told, so nothing is worked out to be told.</summary>
internal sealed class Supposition
{
    /// <summary>Decisions come in the order of time, so what was known changes seldom from one to the next.</summary>
    private const int MostTimelines = 8;

    private readonly PartnerMemory memory;
    private readonly IReadOnlyList<PolicyVersion> versions;
    private readonly IReadOnlyList<DateTime> learned;
    private readonly Dictionary<Knowledge, StandingTimeline> timelines = [];

    /// <summary>Supposes that these versions rule.</summary>
    public Supposition(PartnerMemory memory, IReadOnlyList<PolicyVersion> versions)
    {
        this.memory = memory;
        this.versions = versions;
        learned = [.. memory.Learned().Concat(versions.Select(version => version.PublishedAt)).Distinct().Order()];
    }

    /// <summary>The partner's standing, with what was known at an instant.</summary>
    public StandingTimeline With(Knowledge knowledge)
    {
        var told = new Knowledge(LastLearned(knowledge.Evidence), LastLearned(knowledge.Rest));
        if (timelines.TryGetValue(told, out var known))
            return known;
        if (timelines.Count >= MostTimelines)
            timelines.Clear();
        return timelines[told] = StandingTimeline.Of(told.Of(versions), memory.With(told));
    }

    /// <summary>The answer of a gate; null where no version is in force or it has no such gate.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="asOf">The instant (UTC) that it is about.</param>
    /// <param name="knowledge">What is known.</param>
    /// <param name="given">The instants of an answer that was given: what a gate declares for knowledge that lies behind the log goes by them. Null where that does not matter.</param>
    public Verdict? Judge(GateQuestion question, DateTime asOf, Knowledge knowledge, DecisionTimes? given = null)
    {
        var known = question.Deal is { } reference ? memory.FindDeal(reference, knowledge) : null;
        if (question.Deal is not null && known is null)
            return null;
        var asked = known is null ? question : question.About(known);
        if (OutcomeOf(With(knowledge), asked, known, asOf) is not var (outcome, version))
            return null;
        var verdict = Verdict.Of(WaivedTimeline.Of([new GateSegment(asOf, null, outcome)], memory.WaiversFor(asked, knowledge))[0], version.Number);
        // Whoever asks about the knowledge of another time is never told that it is old.
        return question.KnownAt is null && given is { } times && StaleRule.Of(version.Policy.FindGatedBenefit(asked.Gate)!.Gate!) is { } stale && stale.IsStale(times.ReflectsThrough, times.KnownAt)
            ? verdict.WhenStale(stale)
            : verdict;
    }

    /// <summary>How a gate that is asked about no deal answers from an instant (UTC) on.</summary>
    public IReadOnlyList<WaivedSegment> Course(string gate, DateTime from) => WaivedTimeline.Of(
        GateTimeline.From(With(Knowledge.All), gate, from).Segments, memory.WaiversFor(new GateQuestion(gate, null, null, null, false), Knowledge.All));

    /// <summary>What it comes down to, and by which version: as <see cref="Rules.Gates"/> has it, a deal that is pending as of its submission, one that is protected whatever the standing.</summary>
    private static (GateOutcome Outcome, PolicyVersion Version)? OutcomeOf(StandingTimeline standing, GateQuestion question, DealFacts? deal, DateTime asOf)
    {
        if (deal is not null && OpenDeals.IsPending(deal, asOf) && OutcomeOf(standing, question, deal.SubmittedAt!.Value) is var (then, since))
            return (OpenDeals.Pending(then), since);
        return OutcomeOf(standing, question, asOf) is not var (now, version) ? null : (deal is not null && OpenDeals.IsProtected(deal, asOf) ? OpenDeals.Protected(now) : now, version);
    }

    private static (GateOutcome Outcome, PolicyVersion Version)? OutcomeOf(StandingTimeline standing, GateQuestion question, DateTime asOf)
    {
        if (standing.At(asOf) is not { } segment || segment.Version.Policy.FindGatedBenefit(question.Gate) is not { } benefit)
            return null;
        var rule = new GateRule(PolicyIndex.Of(segment.Version.Policy), benefit, standing.FactsUnder(segment.Version), question.ToDeal());
        return (rule.Judge(segment, asOf), segment.Version);
    }

    /// <summary>What was known at an instant was known since the last one at which anything was learned.</summary>
    private DateTime? LastLearned(DateTime? instant)
    {
        if (instant is not { } at)
            return null;
        var (low, high) = (0, learned.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (learned[middle] <= at)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? Instants.Beginning : learned[low - 1];
    }
}
