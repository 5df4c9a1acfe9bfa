using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Small random programmes and histories, dense around the ends of months, validity and renewal windows.</summary>
internal static class RandomHistory
{
    private static readonly DateTime Start = At("2024-01-26");

    private static readonly Gen<CourseRule> One = Pick("A", "B", "C").Select(course => (CourseRule)new OneCourse(course));

    private static readonly Gen<CourseRule> Flat = Nest(One);

    public static readonly Gen<CourseRule> Rule = Gen.Frequency((1, One), (3, Flat), (2, Nest(Gen.Frequency((2, One), (1, Flat)))));

    public static readonly Gen<Certification> Certification = Gen.Select(
        Rule,
        Pick("P1M", "P30D", "P2W", "P2M", null),
        Pick("P3D", "P1W", "P13D", null),
        (rule, validity, window) => Given.Certification("CERT", rule, validity, validity is null ? null : window));

    // Three-hour steps over five months: enough collisions of instants, windows and month ends.
    public static readonly Gen<DateTime> Instant = Gen.Int[0, 8 * 150].Select(step => Start.AddHours(3 * step));

    public static readonly Gen<CourseCompletion[]> Completions = Gen.Select(Pick("A", "B", "C"), Instant, Gen.Int[0, 20])
        .Array[0, 9]
        .Select(items => items.Select((item, number) => new CourseCompletion(item.Item1, item.Item2, item.Item2.AddDays(item.Item3), Id(number + 1))).ToArray());

    private static readonly Gen<Evidence> OneEvidence = Gen.Select(
        Gen.Int[1, 12],
        Pick("A", "B", "C", "Z"),
        Pick(Passed, Passed, Completed, Failed),
        Pick<bool?>(null, null, true, false),
        Instant,
        Gen.Int[0, 20],
        Pick("academy-lms", "field-lms", "field-lms", "nobody"),
        Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true))),
        (id, course, verb, success, at, lag, authority, bound) =>
            new Evidence(Id(id), Activity(course), verb, success, null, null, at, at.AddDays(lag), authority, bound));

    public static readonly Gen<Evidence[]> Evidence = OneEvidence.Array[0, 12];

    public static readonly Gen<Voiding[]> Voidings =
        Gen.Select(Gen.Int[1, 14], Instant, (id, at) => new Voiding(Id(id), at)).Array[0, 4];

    public static ProgramPolicy PolicyOf(Certification certification) => Policy([Course("A"), Course("B", 30), Course("C", 90)], certification);

    /// <summary>Instants worth looking at: everything named, a tick before and a tick after.</summary>
    public static IEnumerable<DateTime> Around(IEnumerable<DateTime> instants) =>
        instants.Distinct().SelectMany(instant => new[] { instant.AddTicks(-1), instant, instant.AddTicks(1) });

    public static IEnumerable<DateTime> Ends(IEnumerable<AwardPeriod> awards) =>
        awards.SelectMany(award => new[] { award.EarnedAt, award.ExpiresAt ?? award.EarnedAt });

    private static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(place => items[place]);

    private static Gen<CourseRule> Nest(Gen<CourseRule> inner) => Gen.OneOf(
        inner.Array[1, 3].Select(rules => (CourseRule)new AllOf(rules)),
        inner.Array[1, 3].Select(rules => (CourseRule)new AnyOf(rules)),
        Gen.Select(inner.Array[1, 3], Gen.Int[1, 3], (rules, count) => (CourseRule)new AtLeast(Math.Min(count, rules.Length), rules)));
}
