using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// A partner's standing through all time, from the first policy version's effective instant on, if no new fact comes. A pure function
/// of the versions and the facts (law 3), so that the tier held today follows from all that was reached before.
/// </summary>
internal sealed class StandingTimeline
{
    private readonly IReadOnlyList<StandingSegment> segments;
    private readonly Func<PolicyVersion, PartnerFacts> facts;

    private StandingTimeline(IReadOnlyList<PolicyVersion> versions, Func<PolicyVersion, PartnerFacts> facts, IReadOnlyList<StandingSegment> segments)
    {
        Versions = versions;
        this.facts = facts;
        this.segments = segments;
    }

    /// <summary>The policy versions that it follows.</summary>
    public IReadOnlyList<PolicyVersion> Versions { get; }

    /// <summary>The segments in order; none before the first version's effective instant.</summary>
    public IReadOnlyList<StandingSegment> Segments => segments;

    /// <summary>The timeline.</summary>
    /// <param name="versions">The published policy versions, in any order.</param>
    /// <param name="facts">The partner's facts under a version: what is an award depends on it.</param>
    public static StandingTimeline Of(IReadOnlyList<PolicyVersion> versions, Func<PolicyVersion, PartnerFacts> facts)
    {
        var united = new Dictionary<int, PartnerFacts>();
        var found = new List<StandingSegment>();
        HeldTier? before = null;
        var eras = Eras(versions).ToList();
        foreach (var (era, version) in eras)
        {
            var policy = version.Policy;
            var lifts = TierLifts.Within(policy, facts(version), era, merge => Of(versions, AbsorbedBy(merge, facts)).At(merge.At)?.Tier, instant => ReviewAfter(eras, instant));
            var ends = lifts.SelectMany(lift => new[] { lift.For.From, lift.For.Until }).Where(era.Covers);
            var held = before = HeldTier.Under(policy, before);
            StandingState? state = null;
            foreach (var next in StandingSweep.Within(era, PolicyIndex.Of(policy), United(version), ends))
            {
                ReviewBefore(next.At);
                state = next;
                held.Take(next);
                Add(next.At);
            }
            ReviewBefore(era.Until);

            void ReviewBefore(DateTime end)
            {
                while (held.LostAt is { } review && review < end)
                {
                    held.Review();
                    Add(review);
                }
            }

            void Add(DateTime at)
            {
                var lifted = lifts.Where(lift => lift.For.Covers(at)).Select(lift => lift.Rank).DefaultIfEmpty(-1).Max();
                var segment = new StandingSegment(at, version, Math.Max(held.Rank, lifted), lifted > held.Rank, held.ShortSince, state!);
                if (found.Count > 0 && found[^1].From == at)
                    found[^1] = segment;
                else
                    found.Add(segment);
            }
        }
        return new StandingTimeline(versions, United, found);

        PartnerFacts United(PolicyVersion version)
        {
            if (!united.TryGetValue(version.Number, out var known))
                united[version.Number] = known = Mergers.Unite(facts(version));
            return known;
        }
    }

    /// <summary>The partner's id.</summary>
    /// <exception cref="InvalidOperationException">There is no version.</exception>
    public string PartnerId => facts(Versions[0]).PartnerId;

    /// <summary>The facts under a version, merges applied.</summary>
    public PartnerFacts FactsUnder(PolicyVersion version) => facts(version);

    /// <summary>The segment of an instant (UTC), or null before the first version's effective instant.</summary>
    public StandingSegment? At(DateTime instant)
    {
        var place = PlaceOf(instant);
        return place < 0 ? null : segments[place];
    }

    /// <summary>The segments from an instant on, the one that covers it first, each with the first instant at which it holds no more.</summary>
    public IEnumerable<(StandingSegment Segment, Interval Holds)> From(DateTime instant)
    {
        for (var place = Math.Max(0, PlaceOf(instant)); place < segments.Count; place++)
        {
            var from = segments[place].From > instant ? segments[place].From : instant;
            yield return (segments[place], new Interval(from, place + 1 < segments.Count ? segments[place + 1].From : Instants.Forever));
        }
    }

    /// <summary>When (UTC) the tier of an instant will next be lower if nothing changes; null when it never will.</summary>
    public DateTime? LowerAfter(DateTime instant)
    {
        if (At(instant)?.Tier is not { } tier)
            return null;
        foreach (var (segment, holds) in From(instant))
        {
            // A version that does not know the tier has taken it away.
            if (segment.Version.Policy.RankOf(tier) is var rank && (rank < 0 || segment.Held < rank))
                return holds.From;
        }
        return null;
    }

    private static Func<PolicyVersion, PartnerFacts> AbsorbedBy(MergeFacts merge, Func<PolicyVersion, PartnerFacts> facts) => version =>
    {
        var same = facts(version).Merges.FirstOrDefault(other => other.At == merge.At && other.Absorbed.PartnerId == merge.Absorbed.PartnerId);
        return (same ?? merge).Absorbed;
    };

    /// <summary>The first review after an instant (UTC). Where a policy has none, what is not reached is lost as soon as it is in force.</summary>
    private static DateTime ReviewAfter(IReadOnlyList<(Interval Era, PolicyVersion Version)> eras, DateTime instant)
    {
        foreach (var (era, version) in eras.Where(one => instant < one.Era.Until))
        {
            var from = Instants.Later(era.From, instant.AddTicks(1));
            var review = version.Policy.TierPolicy is { } reviewed ? ReviewCalendar.FirstFrom(reviewed, from) : from;
            if (review < era.Until)
                return review;
        }
        return Instants.Forever;
    }

    private static IEnumerable<(Interval Era, PolicyVersion Version)> Eras(IReadOnlyList<PolicyVersion> versions)
    {
        var starts = versions.Select(version => version.EffectiveAt).Distinct().Order().ToList();
        for (var i = 0; i < starts.Count; i++)
            yield return (new Interval(starts[i], i + 1 < starts.Count ? starts[i + 1] : Instants.Forever), versions.InForce(starts[i])!);
    }

    private int PlaceOf(DateTime instant)
    {
        var (low, high) = (0, segments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (segments[middle].From <= instant)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }
}
