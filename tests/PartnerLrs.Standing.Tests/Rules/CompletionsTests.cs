using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

public sealed class CompletionsTests
{
    private const string Day = "2025-01-01";

    private static readonly ProgramPolicy Rules = Policy(
    [
        Course("open"),
        Course("success", completion: new CompletionRule { Verbs = [Passed, Completed], Success = true }),
        Course("scored", completion: new CompletionRule { Verbs = [Passed], MinimumScaledScore = 0.8 }),
    ]);

    private static IReadOnlyList<CourseCompletion> Of(params Evidence[] evidence) => Completions.Of(new EvidenceLedger(evidence, []), Rules);

    [Fact]
    public void A_listed_verb_on_the_activity_counts() =>
        Assert.Equal([new CourseCompletion("open", At(Day), At("2025-01-02"), Id(1))], Of(Evidence(1, "open", Day, knownAt: "2025-01-02")));

    [Fact]
    public void Any_activity_of_a_course_is_the_course()
    {
        var policy = Rules with { Courses = [Course("open") with { Activities = [new CourseActivity(Activity("v1")), new CourseActivity(Activity("v2"))] }] };
        var ledger = new EvidenceLedger([Evidence(1, "v1", Day), Evidence(2, "v2", Day)], []);
        Assert.Equal(["open", "open"], Completions.Of(ledger, policy).Select(completion => completion.Course));
    }

    [Fact]
    public void Activities_are_compared_exactly() =>
        Assert.Empty(Of(Evidence(1, "OPEN", Day), Evidence(2, "open/", Day), Evidence(3, "other", Day)));

    [Fact]
    public void A_verb_that_is_not_listed_does_not_count() =>
        Assert.Empty(Of(Evidence(1, "open", Day, verb: Failed), Evidence(2, "scored", Day, verb: Completed, scaled: 1)));

    [Theory]
    [InlineData("open", Passed, null, null, true)]
    [InlineData("open", Passed, true, null, true)]
    [InlineData("open", Passed, false, null, false)]
    [InlineData("open", Completed, false, null, true)]
    [InlineData("open", Completed, null, false, false)]
    [InlineData("open", Passed, null, false, true)]
    [InlineData("success", Passed, null, null, false)]
    [InlineData("success", Passed, true, null, true)]
    [InlineData("success", Completed, false, true, false)]
    public void Success_is_looked_at_as_the_rule_says(string course, string verb, bool? success, bool? completion, bool counts) =>
        Assert.Equal(counts ? 1 : 0, Of(Evidence(1, course, Day, verb: verb, success: success, completion: completion)).Count);

    [Theory]
    [InlineData(null, false)]
    [InlineData(0.79, false)]
    [InlineData(0.8, true)]
    [InlineData(1.0, true)]
    public void A_minimum_score_must_be_stated_and_reached(double? scaled, bool counts) =>
        Assert.Equal(counts ? 1 : 0, Of(Evidence(1, "scored", Day, scaled: scaled)).Count);

    [Fact]
    public void An_untrusted_authority_is_not_believed() =>
        Assert.Empty(Of(Evidence(1, "open", Day, authority: "somebody"), Evidence(2, "open", Day, authority: "Academy-LMS")));

    [Fact]
    public void A_partner_cannot_certify_its_own_people_even_under_a_trusted_name() =>
        Assert.Empty(Of(Evidence(1, "open", Day, partnerBound: true)));

    [Fact]
    public void A_failure_after_a_pass_takes_nothing_away() =>
        Assert.Equal(Id(1), Assert.Single(Of(Evidence(1, "open", Day), Evidence(2, "open", "2025-02-01", verb: Failed, success: false))).StatementId);

    [Fact]
    public void A_voided_statement_does_not_count_whichever_came_first()
    {
        var before = new EvidenceLedger();
        Assert.True(before.Merge([], [new Voiding(Id(1), At("2025-03-01"))]));
        Assert.True(before.Merge([Evidence(1, "open", Day)], []));
        var after = new EvidenceLedger();
        Assert.True(after.Merge([Evidence(1, "open", Day)], []));
        Assert.True(after.Merge([], [new Voiding(Id(1), At("2025-03-01"))]));
        Assert.Empty(Completions.Of(before, Rules));
        Assert.Empty(Completions.Of(after, Rules));
    }

    [Fact]
    public void Other_evidence_outlives_a_voided_pass()
    {
        var ledger = new EvidenceLedger([Evidence(1, "open", Day), Evidence(2, "open", "2025-01-05")], [new Voiding(Id(1), At("2025-03-01"))]);
        Assert.Equal(Id(2), Assert.Single(Completions.Of(ledger, Rules)).StatementId);
    }

    [Theory]
    [InlineData("2025-01-31T23:59:59", 0)]
    [InlineData("2025-02-01", 1)]
    [InlineData("2025-02-28T23:59:59", 1)]
    [InlineData("2025-03-01", 0)]
    public void What_was_known_at_an_instant_is_all_that_is_seen(string knownAt, int count)
    {
        var ledger = new EvidenceLedger([Evidence(1, "open", Day, knownAt: "2025-02-01")], [new Voiding(Id(1), At("2025-03-01"))]);
        Assert.Equal(count, Completions.Of(ledger, Rules, At(knownAt)).Count);
    }
}
