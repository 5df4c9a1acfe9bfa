using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>What changes for a partner at an instant that is to come if nothing new happens.</summary>
/// <param name="On">The instant (UTC).</param>
/// <param name="Tier">The partner's tier from then on, null for none.</param>
/// <param name="Decision">Whether the partner may pass the gate from then on.</param>
/// <param name="Lapses">The awards that end then and count for what the gate asks.</param>
internal sealed record WillChange(DateTime On, string? Tier, bool Decision, IReadOnlyList<Lapse> Lapses)
{
    /// <summary>How many days ahead are looked at.</summary>
    public const int HorizonDays = 90;

    /// <summary>What changes in the next 90 days: awards that lapse, and changes of the tier or the decision, each instant once.</summary>
    /// <param name="standing">The partner's standing.</param>
    /// <param name="timeline">How the gate's answer goes on from the instant in question.</param>
    /// <param name="gate">The gate's id.</param>
    /// <param name="asOf">The instant (UTC) in question.</param>
    /// <returns>The changes, and the first instant at which one more will be among them.</returns>
    public static (IReadOnlyList<WillChange> Changes, DateTime FreshUntil) Of(StandingTimeline standing, GateTimeline timeline, string gate, DateTime asOf)
    {
        if (standing.At(asOf) is not { } now || now.Version.Policy.FindGatedBenefit(gate) is not { } benefit)
            return ([], Instants.Forever);
        var index = PolicyIndex.Of(now.Version.Policy);
        var asked = AskedFor(index, benefit);
        var lapses = standing.FactsUnder(now.Version).People
            .Where(person => person.CountsAt(asOf))
            .SelectMany(person => person.Awards, (person, award) => (person, award))
            .Where(pair => asked.Contains(pair.award.Certification) && pair.award.Covers(asOf) && pair.award.ExpiresAt is { } expiry && pair.person.CountsAt(expiry))
            .ToLookup(pair => pair.award.ExpiresAt!.Value);
        var instants = lapses.Select(lapse => lapse.Key).Union(Turns(timeline)).Order().ToList();
        var until = asOf <= Instants.Forever.AddDays(-HorizonDays) ? asOf.AddDays(HorizonDays) : Instants.Forever;
        var changes = instants.TakeWhile(instant => instant <= until).Select(instant =>
        {
            var then = timeline.Segments.Last(segment => segment.From <= instant).Outcome;
            return new WillChange(
                instant,
                then?.Tier,
                then?.Decision ?? false,
                [.. lapses[instant].Select(pair => Lapse.Of(index, pair.person, pair.award, asOf)).OrderBy(lapse => lapse.Award, StringComparer.Ordinal)]);
        });
        return ([.. changes], instants.Where(instant => instant > until).Select(instant => instant.AddDays(-HorizonDays)).FirstOrDefault(Instants.Forever));
    }

    /// <summary>The certifications whose awards count for what a gate asks.</summary>
    private static HashSet<string> AskedFor(PolicyIndex index, Benefit benefit) =>
        index.Plan.Holders.Where((_, place) => index.Plan.RankOf(place) <= index.Policy.RankOf(benefit.Tier)).SelectMany(requirement => requirement.Certifications)
            .Concat(benefit.Gate?.Holder?.Certifications ?? [])
            .SelectMany(index.StandInsOf)
            .Select(standIn => standIn.Certification)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The instants (UTC) at which the tier or the decision changes.</summary>
    private static IEnumerable<DateTime> Turns(GateTimeline timeline) => timeline.Segments.Zip(timeline.Segments.Skip(1))
        .Where(pair => (pair.First.Outcome?.Tier, pair.First.Outcome?.Decision) != (pair.Second.Outcome?.Tier, pair.Second.Outcome?.Decision))
        .Select(pair => pair.Second.From);
}
