using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

public sealed class RemainingPathTests
{
    private static readonly Course[] Courses = [Course("A", 60), Course("B", 30), Course("C", 90)];
    private static readonly CourseRule Both = new AllOf([new OneCourse("A"), new OneCourse("B")]);

    private static RemainingPath Path(CourseRule rule, string asOf, params CourseCompletion[] completions)
    {
        var certification = Certification("CERT", rule);
        var policy = Policy(Courses, certification);
        return RemainingPath.For(policy, certification, PersonOf(policy, completions), At(asOf));
    }

    private static PersonFacts PersonOf(ProgramPolicy policy, params CourseCompletion[] completions) =>
        new(Learner, null, [], Awards.Of(Learner, policy, completions), completions);

    private static string Text(RemainingPath path) => $"{string.Join('+', path.Courses)}={path.Minutes}";

    [Fact]
    public void Of_nothing_done_everything_remains() => Assert.Equal("A+B=90", Text(Path(Both, "2025-01-01")));

    [Fact]
    public void What_is_done_is_not_asked_for_again() =>
        Assert.Equal("B=30", Text(Path(Both, "2025-06-01", Completion(1, "A", "2025-01-01"))));

    [Theory]
    [InlineData("2025-12-31T23:59:59", "B=30")]
    [InlineData("2026-01-01", "A+B=90")]
    public void What_was_done_a_validity_ago_is_asked_for_again(string asOf, string path) =>
        Assert.Equal(path, Text(Path(Both, asOf, Completion(1, "A", "2025-01-01"))));

    [Fact]
    public void What_lies_ahead_is_not_done() =>
        Assert.Equal("A+B=90", Text(Path(Both, "2024-12-31", Completion(1, "A", "2025-01-01"))));

    [Fact]
    public void While_it_is_held_nothing_remains() =>
        Assert.Equal("=0", Text(Path(Both, "2025-06-01", Completion(1, "A", "2025-01-01"), Completion(2, "B", "2025-01-01"))));

    [Fact]
    public void After_expiry_the_full_path_is_due() =>
        Assert.Equal("A+B=90", Text(Path(Both, "2026-03-01", Completion(1, "A", "2025-01-01"), Completion(2, "B", "2025-03-01"))));

    [Fact]
    public void After_expiry_on_a_leap_day_the_full_path_is_due() =>
        Assert.Equal("A=60", Text(Path(new OneCourse("A"), "2025-02-28", Completion(1, "A", "2024-02-29"))));

    [Fact]
    public void What_was_done_since_the_award_was_last_attained_counts_after_its_expiry() =>
        Assert.Equal("B=30", Text(Path(Both, "2026-03-01", Completion(1, "A", "2025-01-01"), Completion(2, "B", "2025-01-01"), Completion(3, "A", "2026-02-01"))));

    [Fact]
    public void Of_alternatives_the_cheapest_remains() =>
        Assert.Equal("B=30", Text(Path(new AnyOf([new OneCourse("A"), new OneCourse("B")]), "2025-01-01")));

    [Fact]
    public void Of_at_least_two_the_two_cheapest_remain() =>
        Assert.Equal("A+B=90", Text(Path(new AtLeast(2, [new OneCourse("C"), new OneCourse("A"), new OneCourse("B")]), "2025-01-01")));

    [Fact]
    public void A_course_that_two_parts_of_the_rule_name_is_done_once() =>
        Assert.Equal("A+B=90", Text(Path(new AllOf([Both, new OneCourse("A")]), "2025-01-01")));

    [Fact]
    public void The_path_starts_at_its_first_course() =>
        Assert.Equal("https://academy.example/take/B", Path(Both, "2025-06-01", Completion(1, "A", "2025-01-01")).Url);

    [Fact]
    public void Walking_the_remaining_path_earns_the_certification() =>
        Gen.Select(RandomHistory.Certification, RandomHistory.Completions, RandomHistory.Instant).Sample((certification, completions, asOf) =>
        {
            var policy = RandomHistory.PolicyOf(certification);
            var path = RemainingPath.For(policy, certification, PersonOf(policy, completions), asOf);
            var walked = path.Courses.Select((course, number) => new CourseCompletion(course, asOf, asOf, Id(100 + number)));
            Assert.Contains(Awards.Of(Learner, certification, [.. completions, .. walked]), award => award.Covers(asOf));
        }, iter: 3000);
}
