using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Trials.Impact;

/// <summary>Compares how a partner stands without and with a draft, from the instant on at which it would take effect.</summary>
internal sealed class ImpactComparison
{
    /// <summary>A partner whose standing goes to and fro is told so often.</summary>
    private const int MostLater = 20;

    private readonly Side before;
    private readonly Side after;
    private readonly DateTime at;
    private readonly DateTime until;
    private readonly IReadOnlyList<string> gates;

    /// <summary>Prepares the comparison.</summary>
    /// <param name="memory">The partner.</param>
    /// <param name="published">The published versions.</param>
    /// <param name="draft">The draft as the version that it would be.</param>
    /// <param name="until">The end of the horizon (UTC).</param>
    public ImpactComparison(PartnerMemory memory, IReadOnlyList<PolicyVersion> published, PolicyVersion draft, DateTime until)
    {
        at = draft.EffectiveAt;
        this.until = until;
        gates =
        [
            .. published.Append(draft).SelectMany(version => version.Policy.Benefits).Select(benefit => benefit.Gate?.Id).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        before = new Side(new Supposition(memory, published), gates, at);
        after = new Side(new Supposition(memory, [.. published, draft]), gates, at);
    }

    /// <summary>The tier without the draft, and with it; null for none.</summary>
    public (string? Before, string? After) Tiers => (before.At(at)?.Tier, after.At(at)?.Tier);

    /// <summary>Every gate with whether it is passed without and with the draft; null where there is no such gate.</summary>
    public IEnumerable<(string Gate, bool? Before, bool? After)> Passes => gates.Select(gate => (gate, before.Passes(gate, at)?.Allowed, after.Passes(gate, at)?.Allowed));

    /// <summary>What the partner gains and loses; null when nothing changes.</summary>
    public PartnerImpact? Of(string partnerId, string? externalId, string name)
    {
        var now = DifferenceAt(at);
        var (had, has) = (before.BenefitsAt(at), after.BenefitsAt(at));
        var (gained, lost) = (has.Except(had, StringComparer.Ordinal).ToList(), had.Except(has, StringComparer.Ordinal).ToList());
        var people = People().ToList();
        var later = Later(now);
        var change = ChangeOf(now, gained.Count, lost.Count) ?? (later.Count > 0 ? ImpactChange.Later : people.Count > 0 ? ImpactChange.People : null);
        return change is null ? null : new PartnerImpact
        {
            Partner = partnerId,
            ExternalId = externalId,
            Name = name,
            Change = change,
            TierBefore = now.TierBefore,
            TierAfter = now.TierAfter,
            GraceUntil = after.At(at) is { IsProvisional: true } ? after.Standing.LowerAfter(at) : null,
            BenefitsGained = gained,
            BenefitsLost = lost,
            Gates = now.Gates,
            People = people,
            Later = later,
        };
    }

    /// <summary>Whether a tier is higher (1) or lower (-1) than another, as far as a policy that knows both can tell; 0 when they are the same, null when nobody can tell.</summary>
    private int? Direction(string? from, string? to)
    {
        if (from == to)
            return 0;
        if (from is null || to is null)
            return from is null ? 1 : -1;
        var policy = after.At(at)?.Version.Policy;
        return policy is not null && policy.RankOf(from) is >= 0 and var low && policy.RankOf(to) is >= 0 and var high ? high.CompareTo(low) : null;
    }

    private string? ChangeOf(LaterImpact difference, int gained, int lost)
    {
        var tier = Direction(difference.TierBefore, difference.TierAfter);
        var up = gained > 0 || tier > 0 || difference.Gates.Any(gate => gate.After == true && gate.Before != true);
        var down = lost > 0 || tier < 0 || difference.Gates.Any(gate => gate.Before == true && gate.After != true);
        // A gate that comes or goes and lets nobody through is no change for this partner.
        return (up, down, tier) switch
        {
            (true, false, _) => ImpactChange.Gains,
            (false, true, _) => ImpactChange.Loses,
            (true, true, _) or (_, _, null) => ImpactChange.Mixed,
            _ => null,
        };
    }

    private LaterImpact DifferenceAt(DateTime instant) => new(
        instant,
        before.At(instant)?.Tier,
        after.At(instant)?.Tier,
        [
            .. from gate in gates
               let was = before.Passes(gate, instant)
               let becomes = after.Passes(gate, instant)
               where was?.Allowed != becomes?.Allowed
               let denying = becomes is { Allowed: false } ? becomes : was is { Allowed: false } ? was : null
               select new GateImpact(gate, was?.Allowed, becomes?.Allowed, denying is null ? [] : Verdict.DenialsOf(denying.Outcome!)),
        ]);

    private List<LaterImpact> Later(LaterImpact now)
    {
        var later = new List<LaterImpact>();
        var last = KeyOf(now);
        foreach (var instant in before.Changes.Concat(after.Changes).Where(instant => instant > at && instant < until).Distinct().Order())
        {
            var difference = DifferenceAt(instant);
            if (KeyOf(difference) == last)
                continue;
            last = KeyOf(difference);
            later.Add(difference);
            if (later.Count == MostLater)
                break;
        }

        return later;
    }

    /// <summary>By which two differences are the same: a tier that both have, whichever it is, makes none.</summary>
    private static string KeyOf(LaterImpact difference) => string.Join(
        '\n',
        difference.Gates.Select(gate => $"{gate.Gate} {gate.Before} {gate.After}").Prepend(difference.TierBefore == difference.TierAfter ? "" : $"{difference.TierBefore}\t{difference.TierAfter}"));

    private IEnumerable<CertificationImpact> People()
    {
        var had = before.Counting(at);
        foreach (var (person, has) in after.Counting(at).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var held = had.GetValueOrDefault(person, []);
            foreach (var certification in held.Keys.Union(has.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                var (was, becomes) = (held.GetValueOrDefault(certification), has.GetValueOrDefault(certification));
                var change = (was, becomes) switch
                {
                    (null, _) => CertificationImpact.Gained,
                    (_, null) => CertificationImpact.Lost,
                    _ => (was.Held.Until.CompareTo(becomes.Held.Until)) switch
                    {
                        < 0 => CertificationImpact.Extended,
                        > 0 => CertificationImpact.Shortened,
                        _ => null,
                    },
                };
                if (change is not null)
                    yield return new CertificationImpact(person, certification, change, was?.ExpiresAt, becomes?.ExpiresAt);
            }
        }
    }

    /// <summary>The partner without the draft, or with it.</summary>
    private sealed class Side(Supposition supposition, IReadOnlyList<string> gates, DateTime from)
    {
        private readonly Dictionary<string, IReadOnlyList<WaivedSegment>> courses = gates.ToDictionary(gate => gate, gate => supposition.Course(gate, from), StringComparer.Ordinal);

        public StandingTimeline Standing { get; } = supposition.With(Knowledge.All);

        public IEnumerable<DateTime> Changes => Standing.From(from).Select(pair => pair.Holds.From).Concat(courses.Values.SelectMany(course => course.Select(segment => segment.From)));

        public StandingSegment? At(DateTime instant) => Standing.At(instant);

        /// <summary>The segment of a gate; null where there is no such gate.</summary>
        public WaivedSegment? Passes(string gate, DateTime instant) => courses[gate].Last(segment => segment.From <= instant) is { Outcome: not null } segment ? segment : null;

        public IReadOnlyList<string> BenefitsAt(DateTime instant) => At(instant) is { } segment
            ? [.. segment.Version.Policy.Benefits.Where(benefit => segment.Version.Policy.RankOf(benefit.Tier) <= segment.Held).Select(benefit => benefit.Id)]
            : [];

        /// <summary>What those who count for the partner hold, by person and certification.</summary>
        public Dictionary<string, Dictionary<string, AwardPeriod>> Counting(DateTime instant) => At(instant) is not { } segment
            ? []
            : Standing.FactsUnder(segment.Version).People.Where(person => person.CountsAt(instant)).ToDictionary(
                person => person.PersonId,
                person => person.Awards.Where(award => award.Covers(instant)).ToDictionary(award => award.Certification, StringComparer.Ordinal),
                StringComparer.Ordinal);
    }
}
