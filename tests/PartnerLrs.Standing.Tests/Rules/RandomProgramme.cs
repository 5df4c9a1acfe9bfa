using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Random tiers of every kind of requirement, with groups, roles, grace and reviews, and random partners in them.</summary>
internal static class RandomProgramme
{
    private static readonly string[] Certifications = ["A", "B", "C", "NEW-A"];
    private static readonly string[] Roles = ["sales", "presales"];
    private static readonly DateTime Start = At("2024-06-01");

    public static readonly Gen<DateTime> Instant = Gen.Int[0, 500].Select(day => Start.AddDays(day));

    private static readonly Gen<Interval> Span = Gen.Select(Instant, Gen.Int[0, 250], (from, days) => new Interval(from, days < 20 ? Instants.Forever : from.AddDays(days)));

    private static readonly Gen<HoldersRequirement> Holders = Gen.Select(
        Gen.Int[1, 7], Gen.Int[1, 3], Gen.Int[0, 3], Gen.Int[0, 3],
        (which, count, role, group) => new HoldersRequirement
        {
            Certifications = [.. Certifications.Take(3).Where((_, i) => (which & (1 << i)) != 0)],
            Count = count,
            Role = role < 2 ? null : Roles[role - 2],
            Group = group < 2 ? null : $"g{group}",
        });

    private static readonly Gen<MetricRequirement> Metric = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[0, 1],
        (metric, atLeast, window) => new MetricRequirement
        {
            Metric = (CommercialMetric)metric,
            Window = Period(window == 0 ? "P3M" : "P12M"),
            AtLeast = metric == (int)CommercialMetric.WonAmount ? atLeast * 30 : metric == (int)CommercialMetric.WinRate ? atLeast / 4m : atLeast,
            Currency = metric == (int)CommercialMetric.WonAmount ? "USD" : null,
            MinimumClosed = metric == (int)CommercialMetric.WinRate ? 2 : null,
        });

    private static readonly Gen<TierRequirement> Requirement = Gen.Frequency(
        (6, Holders.Select(holders => (TierRequirement)holders)),
        (1, Metric.Select(metric => (TierRequirement)metric)),
        (1, Gen.Select(Metric, Holders, (metric, holders) => (TierRequirement)new AnyRequirement { Any = [metric, holders with { Group = null }] })));

    private static readonly Gen<TierPolicy> TierRules = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[1, 2],
        (remediation, grace, perPerson) => new TierPolicy
        {
            Review = Period("P2M"),
            Remediation = Period(new[] { "P1D", "P30D", "P3M" }[remediation]),
            Grace = grace == 0 ? null : Period(grace == 1 ? "P10D" : "P2M"),
            Sharing = [new SharingLimit { Group = "g2", PerPerson = perPerson }],
        });

    /// <summary>Three tiers, a gate at the second.</summary>
    public static readonly Gen<ProgramPolicy> Policy = Gen.Select(Requirement.Array[0, 2], Requirement.Array[1, 3], Requirement.Array[0, 3], TierRules, Gen.Bool, (low, middle, high, rules, reviewed) =>
        Given.Policy(
            [Course("A"), Course("B"), Course("C"), Course("NEW-A")],
            Certification("A", new OneCourse("A")),
            Certification("B", new OneCourse("B")) with { Equivalents = [new CertificationEquivalent { Certification = "C", Until = Start.AddDays(200) }] },
            Certification("C", new OneCourse("C")),
            Certification("NEW-A", new OneCourse("NEW-A")) with { Supersedes = ["A"] }) with
        {
            Tiers = [Tier("low", low), Tier("middle", middle), Tier("high", high)],
            Benefits = [Gated("deals", "middle")],
            TierPolicy = reviewed ? rules : null,
        });

    public static readonly Gen<PersonFacts> Person = Gen.Select(
        Gen.Select(Span, Gen.Int[0, 3]).Array[0, 2],
        Gen.Select(Gen.Int[0, 3], Span).Array[0, 4],
        (memberships, awards) => new PersonFacts(
            "",
            null,
            [.. memberships.Select(item => new MembershipFacts([.. Roles.Where((_, i) => (item.Item2 & (1 << i)) != 0)], item.Item1.From, Instants.EndOrNull(item.Item1.Until)))],
            [.. awards.Select((award, i) => new AwardPeriod($"a{i}", Certifications[award.Item1], award.Item2.From, Instants.EndOrNull(award.Item2.Until), award.Item2.From, [], []))],
            []));

    private static readonly Gen<DealFacts> Deal = Gen.Select(Instant, Gen.Int[0, 60], Gen.Int[0, 2], Gen.Int[10, 60], (at, days, outcome, amount) => new DealFacts("", at)
    {
        Amount = new Money(amount, "USD"),
        ApprovedAt = at,
        ClosedAt = outcome == 0 ? null : at.AddDays(days),
        Won = outcome == 2,
    });

    public static readonly Gen<PartnerFacts> Partner = Gen.Select(Person.Array[0, 7], Deal.Array[0, 5], (people, deals) => new PartnerFacts(
        "partner-1", true, [.. people.Select((person, i) => person with { PersonId = $"p{i}" })])
    {
        Commercial = new CommercialFacts([.. deals.Select((deal, i) => deal with { Id = $"d{i}" })]),
    });

    public static StandingTimeline Standing(ProgramPolicy policy, PartnerFacts facts) =>
        StandingTimeline.Of([new PolicyVersion(1, policy, Start.AddDays(-30), Start)], _ => facts);

    /// <summary>Every instant at which something begins or ends, and those beside it.</summary>
    public static IEnumerable<DateTime> Named(StandingTimeline standing) =>
        RandomHistory.Around(standing.Segments.Select(segment => segment.From)).Where(instant => instant >= standing.Segments[0].From);
}
