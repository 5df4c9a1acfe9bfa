using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>The cheapest way to what is missing, in learners' minutes.</summary>
public sealed class MissingTests
{
    private static readonly Course[] Courses = [Course("sls", 90), Course("se", 300), Course("exam", 60), Course("lab", 30), Course("short", 20)];

    private static ProgramPolicy Programme(params TierRequirement[] requires) => Policy(
        Courses,
        Certification("SLS", new OneCourse("sls")),
        Certification("SE", new AllOf([new OneCourse("se"), new OneCourse("exam")])),
        Certification("LAB", new OneCourse("lab")) with { Prerequisites = ["SLS"] },
        Certification("NEW-SLS", new OneCourse("short")) with { Supersedes = ["SLS"] }) with
    {
        Tiers = [Tier("t", requires)],
        Benefits = [Gated("deals", "t")],
    };

    private static ProgramPolicy WithoutNew(params TierRequirement[] requires) => Programme(requires) is var policy
        ? policy with { Certifications = [.. policy.Certifications.Where(certification => certification.Id != "NEW-SLS")] }
        : throw new InvalidOperationException();

    private static PersonFacts Someone(string id, string done = "", string role = "", params AwardPeriod[] awards) =>
        new(id, id.ToUpperInvariant(), [new MembershipFacts([role], At("2020-01-01"), null)], awards, Done(done));

    // Requirement label: certification ×count: person by courses=minutes, …
    private static string[] Ask(ProgramPolicy policy, params PersonFacts[] people) =>
    [
        .. PartnerLrs.Standing.Rules.Gates.Evaluate(new PolicyVersion(1, policy, At("2024-01-01"), At("2024-01-01")), "deals", Partner(people), At("2025-06-01"))!.Missing.Select(missing =>
            $"{missing.Requirement}: {missing.Certification} ×{missing.Count}{string.Concat(missing.Cheapest.Select(person => $" {person.Person}:{string.Join('+', person.Path)}={person.Minutes}"))}"),
    ];

    [Fact]
    public void What_is_done_already_is_not_asked_for_again() => Assert.Equal(
        ["SE ≥ 1: SE ×1 b:exam=60"], Ask(WithoutNew(Need(1, "SE")), Someone("a"), Someone("b", "se@2025-01-01"), Someone("c", "se@2024-01-01")));

    [Fact]
    public void Each_person_takes_the_certification_that_is_shortest_for_them() => Assert.Equal(
        ["SLS or SE ≥ 2: SE ×1 b:exam=60", "SLS or SE ≥ 2: SLS ×1 a:sls=90"], Ask(WithoutNew(Need(2, "SLS|SE")), Someone("a"), Someone("b", "se@2025-01-01")));

    [Fact]
    public void What_supersedes_the_certification_may_be_shorter() =>
        Assert.Equal(["SLS ≥ 1: NEW-SLS ×1 a:short=20"], Ask(Programme(Need(1, "SLS")), Someone("a")));

    [Fact]
    public void Prerequisites_come_first_unless_they_are_held()
    {
        Assert.Equal(["LAB ≥ 1: LAB ×1 a:sls+lab=120"], Ask(WithoutNew(Need(1, "LAB")), Someone("a")));
        Assert.Equal(["LAB ≥ 1: LAB ×1 b:lab=30"], Ask(WithoutNew(Need(1, "LAB")), Someone("a"), Someone("b", awards: Award("b", "SLS", "2025-01-01", null))));
    }

    [Fact]
    public void Only_who_has_the_role_is_asked() => Assert.Equal(
        ["SLS (sales) ≥ 2: SLS ×2 b:sls=90"], Ask(WithoutNew(Need(2, "SLS", role: "sales")), Someone("a", role: "support"), Someone("b", role: "sales")));

    [Fact]
    public void Of_alternatives_the_one_about_people_is_told() => Assert.Equal(
        ["SLS ≥ 1: SLS ×1 a:sls=90"],
        Ask(
            WithoutNew(new AnyRequirement { Any = [new MetricRequirement { Metric = CommercialMetric.WonDeals, Window = Period("P1Y"), AtLeast = 5 }, Need(1, "SLS")] }),
            Someone("a")));

    [Fact]
    public void In_a_group_different_people_are_told_even_where_one_is_the_cheapest_for_both() => Assert.Equal(
        // b would be the cheapest for SE; but a has nothing else to offer, and b's SLS is as short as a's.
        ["SLS ≥ 1: SLS ×1 a:sls=90", "SE ≥ 1: SE ×1 b:exam=60"],
        Ask(WithoutNew(Need(1, "SLS", group: "g"), Need(1, "SE", group: "g")), Someone("a"), Someone("b", "se@2025-01-01")));

    [Fact]
    public void In_a_group_a_holder_may_move_to_make_the_whole_cheaper()
    {
        // a holds both and fills the place for SLS; it is cheaper to let a fill that for SE and somebody else learn SLS.
        var a = Someone("a", awards: [Award("a", "SLS", "2025-01-01", null), Award("a", "SE", "2025-01-01", null)]);
        Assert.Equal(["SLS ≥ 1: SLS ×1 b:sls=90"], Ask(WithoutNew(Need(1, "SLS", group: "g"), Need(1, "SE", group: "g")), a, Someone("b")));
    }

    [Fact]
    public void Who_is_not_there_yet_has_everything_before_them() => Assert.Equal(
        ["SLS or SE ≥ 3: SLS ×3 a:sls=90"], Ask(WithoutNew(Need(3, "SLS|SE")), Someone("a")));

    [Theory]
    [InlineData("all of two that share a course", "a b c=30")]
    [InlineData("the cheaper single one is dearer together", "c=20")]
    public void A_course_that_serves_two_parts_is_taken_once(string what, string expected)
    {
        CourseRule One(string id) => new OneCourse(id);
        var policy = Policy([Course("a", 10), Course("b", 10), Course("c", what.StartsWith("all", StringComparison.Ordinal) ? 10 : 20)]);
        CourseRule rule = what.StartsWith("all", StringComparison.Ordinal)
            ? new AllOf([new AllOf([One("a"), One("b")]), new AllOf([One("b"), One("c")])])
            // Greedily a and b, the cheaper of each: 20 in all; c serves both. Equal minutes, fewer courses.
            : new AllOf([new AnyOf([One("a"), One("c")]), new AnyOf([One("b"), One("c")])]);
        var courses = CheapestCourses.For(rule, policy, new HashSet<string>());
        Assert.Equal(expected, $"{string.Join(' ', courses.Select(course => course.Id))}={courses.Sum(course => course.Minutes)}");
    }

    [Fact]
    public void No_way_through_a_rule_is_shorter() =>
        Gen.Select(RandomHistory.Rule, Gen.Int[0, 7]).Sample((rule, done) =>
        {
            Course[] all = [Course("A", 50), Course("B", 30), Course("C", 70)];
            var known = all.Where((_, i) => (done & (1 << i)) != 0).Select(course => course.Id).ToHashSet();
            var found = CheapestCourses.For(rule, Policy(all), known);
            var shortest = Enumerable.Range(0, 8)
                .Select(bits => all.Where((_, i) => (bits & (1 << i)) != 0).ToList())
                .Where(some => IsSatisfied(rule, [.. some.Select(course => course.Id), .. known]))
                .Min(some => some.Sum(course => course.Minutes));
            Assert.True(IsSatisfied(rule, [.. found.Select(course => course.Id), .. known]));
            Assert.Equal(shortest, found.Sum(course => course.Minutes));
        }, iter: 2000);

    [Fact]
    public void No_assignment_that_fills_as_many_places_is_cheaper() =>
        Gen.Select(Gen.Int[1, 2], Gen.Int[-1, 5].Array[3].Array[0, 4], Gen.Int[1, 2].Array[3]).Sample((perPerson, costs, need) =>
        {
            var cost = new int?[costs.Length, 3];
            for (var person = 0; person < costs.Length; person++)
            {
                for (var kind = 0; kind < 3; kind++)
                    cost[person, kind] = costs[person][kind] < 0 ? null : costs[person][kind];
            }
            var fills = Assignment.Of(perPerson, need, cost);
            var (places, price) = (0, 0);
            for (var person = 0; person < costs.Length; person++)
            {
                Assert.True(Enumerable.Range(0, 3).Count(kind => fills[person, kind]) <= perPerson);
                for (var kind = 0; kind < 3; kind++)
                    (places, price) = fills[person, kind] ? (places + 1, price + cost[person, kind]!.Value) : (places, price);
            }
            Assert.All(Enumerable.Range(0, 3), kind => Assert.True(Enumerable.Range(0, costs.Length).Count(person => fills[person, kind]) <= need[kind]));
            Assert.Equal(Best(0, need), (places, price));

            // Every way: each person any allowed set of places.
            (int Places, int Price) Best(int person, int[] left)
            {
                if (person == costs.Length)
                    return (0, 0);
                return Enumerable.Range(0, 8)
                    .Where(bits => System.Numerics.BitOperations.PopCount((uint)bits) <= perPerson)
                    .Where(bits => Enumerable.Range(0, 3).All(kind => (bits & (1 << kind)) == 0 || (left[kind] > 0 && cost[person, kind] is not null)))
                    .Select(bits =>
                    {
                        var taken = Enumerable.Range(0, 3).Where(kind => (bits & (1 << kind)) != 0).ToList();
                        var rest = Best(person + 1, [.. left.Select((count, kind) => taken.Contains(kind) ? count - 1 : count)]);
                        return (Places: rest.Places + taken.Count, Price: rest.Price + taken.Sum(kind => cost[person, kind]!.Value));
                    })
                    .OrderByDescending(way => way.Places).ThenBy(way => way.Price).First();
            }
        }, iter: 500);

    private static bool IsSatisfied(CourseRule rule, HashSet<string> done) => rule switch
    {
        OneCourse one => done.Contains(one.Course),
        AllOf all => all.Rules.All(inner => IsSatisfied(inner, done)),
        AnyOf any => any.Rules.Any(inner => IsSatisfied(inner, done)),
        AtLeast some => some.Of.Count(inner => IsSatisfied(inner, done)) >= some.Count,
        _ => throw new InvalidOperationException(),
    };
}
