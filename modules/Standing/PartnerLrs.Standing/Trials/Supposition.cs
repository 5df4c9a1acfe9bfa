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
    private readonly List<DateTime> learned;
    private readonly Dictionary<(PartnerMemory Of, Knowledge Knowledge), StandingTimeline> timelines = [];

    /// <summary>Supposes that these versions rule.</summary>
    public Supposition(PartnerMemory memory, IReadOnlyList<PolicyVersion> versions)
    {
        this.memory = memory;
        this.versions = versions;
        learned = [.. memory.Learned().Concat(versions.Select(version => version.PublishedAt)).Distinct().Order()];
    }

    /// <summary>The partner's standing, with what was known at an instant.</summary>
    public StandingTimeline With(Knowledge knowledge) => With(memory, knowledge);

    private StandingTimeline With(PartnerMemory of, Knowledge knowledge)
    {
        var told = new Knowledge(LastLearned(knowledge.Evidence), LastLearned(knowledge.Rest));
        if (timelines.TryGetValue((of, told), out var known))
            return known;
        if (timelines.Count >= MostTimelines)
            timelines.Clear();
        return timelines[(of, told)] = StandingTimeline.Of(told.Of(versions), of.With(told));
    }

    /// <summary>The answer of a gate; null where no version is in force or it has no such gate.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="asOf">The instant (UTC) that it is about.</param>
    /// <param name="knowledge">What is known.</param>
    /// <param name="given">The instants of an answer that was given: what a gate declares for knowledge that lies behind the log goes by them. Null where that does not matter.</param>
    public Verdict? Judge(GateQuestion question, DateTime asOf, Knowledge knowledge, DecisionTimes? given = null)
    {
        if (memory.Recall(question, knowledge) is not var (asked, known, submitter))
            return null;
        if (Rules.Gates.Decide(With(knowledge), asked.Gate, asOf, asked.ToDeal(), known, With(submitter, knowledge)) is not var (outcome, version))
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

    /// <summary>What was known at an instant was known since the last one at which anything was learned.</summary>
    private DateTime? LastLearned(DateTime? instant)
    {
        if (instant is not { } at)
            return null;
        var place = learned.BinarySearch(at);
        var last = place >= 0 ? place : ~place - 1;
        return last < 0 ? Instants.Beginning : learned[last];
    }
}
