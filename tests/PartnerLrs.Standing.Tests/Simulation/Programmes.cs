using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Tests.Rules;

namespace PartnerLrs.Standing.Tests.Simulation;

/// <summary>Versions of a programme that has everything a policy can say, with numbers by chance.</summary>
internal static class Programmes
{
    public const string Gate = "registration";
    public static readonly string[] Gates = [Gate, "funds", "expert"];

    public static readonly string[] Signers = [new('a', 64), new('b', 64)];

    public static IReadOnlyList<PolicyVersion> Random(Random random, DateTime start)
    {
        var versions = new List<PolicyVersion>();
        for (var number = 1; number <= 4; number++)
        {
            // The first rules from the start; the others from some day on, some of them published after they took effect, some long before.
            var effective = number == 1 ? start : start.AddHours(random.Next(24 * 60, 24 * 1000));
            var published = number == 1 ? start.AddDays(-1) : effective.AddHours(random.Next(-24 * 90, 24 * 20));
            versions.Add(new PolicyVersion(number, Policy(random, start, number), effective, published > start ? published : start));
        }

        return versions;
    }

    public static string Iri(string course, string? release = null) => $"{Given.Activity(course)}{(release is null ? "" : $"/{release}")}";

    private static ProgramPolicy Policy(Random random, DateTime start, int number)
    {
        var releases = new[] { ("atlas-7", ReleaseKind.Major, -200), ("atlas-7.1", ReleaseKind.Minor, 150), ("atlas-8", ReleaseKind.Major, 400), ("atlas-9", ReleaseKind.Major, 800) };
        return Given.Policy(Courses(random), Certifications(random, start, number)) with
        {
            Products = [new Product { Id = "atlas", Name = "Atlas", Releases = [.. releases.Select(release => new Release { Id = release.Item1, Version = release.Item1, Kind = release.Item2, GeneralAvailability = start.AddDays(release.Item3) })] }],
            Evidence = random.Next(2) == 0 ? null : new EvidencePolicy { BackdatingLimit = Given.Period(Pick(random, "P30D", "P90D", "P6M")) },
            Tiers =
            [
                Given.Tier("registered", Given.Need(1, "OVW|SLS|SE")),
                Given.Tier(
                    "silver",
                    Given.Need(random.Next(1, 3), "OVW"),
                    Given.Need(1, "SLS", Pick(random, "sales", null), "core"),
                    Given.Need(1, "SE", null, "core")),
                Given.Tier(
                    "gold",
                    Given.Need(2, "SLS", null, "core"),
                    Given.Need(1, "SE|SE-X", Pick(random, "presales", null), "core"),
                    new AnyRequirement
                    {
                        Any =
                        [
                            new MetricRequirement { Metric = CommercialMetric.WonAmount, Window = Given.Period("P12M"), AtLeast = random.Next(50, 200) * 1000, Currency = "USD" },
                            new MetricRequirement { Metric = CommercialMetric.ApprovedRegistrations, Window = Given.Period("P9M"), AtLeast = random.Next(2, 5) },
                            Given.Need(2, "SE-X"),
                        ],
                    }),
                Given.Tier(
                    "platinum",
                    Given.Need(2, "SE", null, "core"),
                    Given.Need(1, "SE-X", null, "experts"),
                    new MetricRequirement { Metric = CommercialMetric.WinRate, Window = Given.Period("P12M"), AtLeast = 0.4m, MinimumClosed = 2 }),
            ],
            Benefits =
            [
                Given.Gated(Gate, "silver", new Gate
                {
                    Id = Gate,
                    Limits = [new GateLimit { Tier = "silver", Amount = 50_000, Currency = "USD" }, new GateLimit { Tier = "gold", Amount = 500_000, Currency = "USD" }],
                    Product = random.Next(2) == 0 ? null : GateProductMatch.Partner,
                }),
                Given.Gated("funds", "gold", new Gate { Id = "funds", Holder = new GateHolder { Who = number % 2 == 0 ? GateHolderWho.Team : GateHolderWho.Registrant, Certifications = ["SLS", "SE"] } }),
                Given.Gated("expert", "registered", new Gate
                {
                    Id = "expert",
                    Product = number % 2 == 0 ? null : GateProductMatch.Registrant,
                    Holder = number % 2 == 0 ? new GateHolder { Who = GateHolderWho.Team, Certifications = ["OVW", "SLS"] } : null,
                }),
            ],
            // One version in four has no reviews.
            TierPolicy = number == 3 ? null : new TierPolicy
            {
                Review = Given.Period(Pick(random, "P3M", "P1M", "P6M")),
                Anchor = start.AddDays(-400),
                Remediation = Given.Period(Pick(random, "P1D", "P30D", "P2M")),
                Grace = random.Next(3) == 0 ? null : Given.Period(Pick(random, "P10D", "P45D")),
                Sharing = [new SharingLimit { Group = "core", PerPerson = random.Next(1, 3) }],
                Floors = [.. Enumerable.Range(0, 10).Select(i => new TierFloor { Partner = i % 2 == 0 ? $"partner-{i * 7:D3}" : $"crm:partner-{i * 7:D3}", Tier = Pick(random, "silver", "gold"), Until = start.AddDays(random.Next(1000)), Reason = "agreed" })],
            },
        };
    }

    private static IReadOnlyList<Course> Courses(Random random) =>
    [
        Given.Course("ovw"),
        Given.Course("sls") with
        {
            Activities = [new CourseActivity(Iri("sls")), new CourseActivity(Iri("sls", "atlas-8"), "atlas-8"), new CourseActivity(Iri("sls", "atlas-9"), "atlas-9")],
            Completion = new CompletionRule { Verbs = [Given.Passed], Success = true },
            PartnerAttestation = random.Next(2) == 0 ? PartnerAttestation.Allowed : PartnerAttestation.Never,
            TrustedSigners = [Signers[0]],
        },
        Given.Course("se") with { Completion = new CompletionRule { Verbs = [Given.Passed, Given.Completed], MinimumScaledScore = 0.5 } },
        Given.Course("exam") with { Equivalents = ["exam-old"] },
        Given.Course("exam-old") with { TrustedSigners = Signers },
        Given.Course("lab-a"),
        Given.Course("lab-b"),
        Given.Course("lab-c"),
        Given.Course("delta-8"),
        Given.Course("delta-9"),
    ];

    private static Certification[] Certifications(Random random, DateTime start, int number) =>
    [
        Given.Certification("OVW", new OneCourse("ovw"), "P24M", "P90D") with { Equivalents = [new CertificationEquivalent { Certification = "SE-X", Until = start.AddDays(random.Next(300, 900)) }] },
        Given.Certification("SLS", new OneCourse("sls"), "P12M", "P90D") with
        {
            Product = "atlas",
            ReleasePolicy = new ReleasePolicy
            {
                On = ReleaseTrigger.Major,
                Window = Given.Period(Pick(random, "P90D", "P60D")),
                Deltas = [new ReleaseDelta { Release = "atlas-8", Requires = new OneCourse("delta-8") }, new ReleaseDelta { Release = "atlas-9", Requires = new OneCourse("delta-9") }],
            },
        },
        Given.Certification("SE", new AllOf([new OneCourse("se"), new OneCourse("exam")]), Pick(random, "P12M", "P18M"), "P60D") with
        {
            Product = "atlas",
            ReleasePolicy = random.Next(2) == 0 ? null : new ReleasePolicy { On = ReleaseTrigger.Minor, Window = Given.Period("P120D"), Deltas = [new ReleaseDelta { Release = "atlas-8", Requires = new AnyOf([new OneCourse("delta-8"), new OneCourse("lab-a")]) }] },
        },
        Given.Certification("SE-X", new AtLeast(2, [new OneCourse("lab-a"), new OneCourse("lab-b"), new OneCourse("lab-c")]), "P24M", null) with { Prerequisites = ["SE"], Supersedes = number % 2 == 0 ? [] : ["SE"] },
    ];

    private static T Pick<T>(Random random, params T[] of) => of[random.Next(of.Length)];
}
