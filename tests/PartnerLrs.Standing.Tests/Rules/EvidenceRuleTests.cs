using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Rules 8, 9 and 10, and whom to believe.</summary>
public sealed class EvidenceRuleTests
{
    private const string Signer = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static ProgramPolicy Programme(string? limit = null, PartnerAttestation attestation = PartnerAttestation.Never) => Policy(
        [Course("A") with { TrustedSigners = [Signer], PartnerAttestation = attestation }],
        Certification("CERT", new OneCourse("A"))) with
    {
        Evidence = limit is null ? null : new EvidencePolicy { BackdatingLimit = Period(limit) },
    };

    private static EvidenceVerdict Judge(Evidence evidence, ProgramPolicy policy, params Voiding[] voidings) =>
        Completions.Judge(evidence, new EvidenceLedger([evidence], voidings), policy);

    private static string Awarded(ProgramPolicy policy, IReadOnlyList<Evidence> evidence, params Voiding[] voidings) =>
        Text(Awards.Of(Learner, policy, Completions.Of(new EvidenceLedger(evidence, voidings), policy)));

    [Theory]
    [InlineData("P90D", "2025-01-01", "2025-04-01", "Counts")]
    [InlineData("P90D", "2025-01-01", "2025-04-01T00:00:01", "Backdated")]
    [InlineData("P1D", "2025-01-01", "2025-01-01", "Counts")]
    [InlineData("P1D", "2025-01-05", "2025-01-01", "Counts")]
    [InlineData(null, "2015-01-01", "2025-01-01", "Counts")]
    public void Backdating_beyond_the_limit_waits_for_a_review(string? limit, string effectiveAt, string knownAt, string verdict) =>
        Assert.Equal(verdict, Judge(Evidence(1, "A", effectiveAt, knownAt), Programme(limit)).ToString());

    [Fact]
    public void A_future_timestamp_does_not_count_until_then()
    {
        var policy = Programme("P90D");
        var awards = Awards.Of(Learner, policy, Completions.Of(new EvidenceLedger([Evidence(1, "A", "2030-01-01", "2025-01-01")], []), policy));
        Assert.Equal([false, true], new[] { "2029-12-31T23:59:59", "2030-01-01" }.Select(at => awards.Any(award => award.Covers(At(at)))));
    }

    [Theory]
    [InlineData("academy-lms", false, null, "Never", "Counts")]
    [InlineData("nobody", false, null, "Never", "Untrusted")]
    [InlineData("academy-lms", true, null, "Never", "PartnerAttested")]
    [InlineData("academy-lms", true, null, "Allowed", "Counts")]
    [InlineData("nobody", true, null, "Allowed", "Untrusted")]
    [InlineData("nobody", true, Signer, "Never", "Counts")]
    [InlineData("nobody", false, "ffff", "Never", "Untrusted")]
    public void Who_is_believed(string authority, bool partnerBound, string? signer, string attestation, string verdict) => Assert.Equal(
        verdict,
        Judge(Evidence(1, "A", "2025-01-01", authority: authority, partnerBound: partnerBound) with { Signer = signer }, Programme(attestation: Enum.Parse<PartnerAttestation>(attestation))).ToString());

    [Fact]
    public void What_counts_for_nothing_has_a_reason()
    {
        Assert.Equal(EvidenceVerdict.Unmatched, Judge(Evidence(1, "B", "2025-01-01"), Programme()));
        Assert.Equal(EvidenceVerdict.ShowsNothing, Judge(Evidence(1, "A", "2025-01-01", verb: Failed), Programme()));
        Assert.Equal(EvidenceVerdict.Void, Judge(Evidence(1, "A", "2025-01-01"), Programme(), new Voiding(Id(1), At("2025-02-01"))));
        Assert.Equal(EvidenceVerdict.Unmatched, Judge(Evidence(1, "A", "2025-01-01") with { Activity = Activity("A") + "/" }, Programme()));
    }

    [Theory]
    [InlineData("the only pass voided", "1", "")]
    [InlineData("another pass keeps it", "2", "2025-01-01..2026-01-01")]
    [InlineData("the first voided: from the second", "1 3", "2025-03-01..2026-03-01", true)]
    [InlineData("a voiding of nothing we know", "9", "2025-01-01..2026-03-01", true)]
    public void Voiding_recomputes(string what, string voided, string expected, bool second = false)
    {
        Assert.NotEmpty(what);
        IReadOnlyList<Evidence> evidence = second
            ? [Evidence(1, "A", "2025-01-01"), Evidence(2, "A", "2025-03-01")]
            : [Evidence(1, "A", "2025-01-01"), .. voided == "2" ? [Evidence(2, "A", "2025-03-01")] : Array.Empty<Evidence>()];
        Assert.Equal(expected, Awarded(Programme(), evidence, [.. voided.Split(' ').Select(id => new Voiding(Id(int.Parse(id)), At("2025-06-01")))]));
    }

    [Fact]
    public void A_fail_after_a_pass_revokes_nothing() => Assert.Equal(
        "2025-01-01..2026-01-01", Awarded(Programme(), [Evidence(1, "A", "2025-01-01"), Evidence(2, "A", "2025-02-01", verb: Failed, success: false)]));

    [Theory]
    [InlineData("2025-06-30", "2025-01-01..2026-01-01")]
    [InlineData("2025-07-01", "")]
    public void Before_the_voiding_was_known_the_award_stood(string knownAt, string expected)
    {
        var ledger = new EvidenceLedger([Evidence(1, "A", "2025-01-01")], [new Voiding(Id(1), At("2025-07-01"))]);
        Assert.Equal(expected, Text(Awards.Of(Learner, Programme(), Completions.Of(ledger, Programme(), At(knownAt)))));
    }

    [Fact]
    public void The_same_act_under_new_ids_earns_one_award()
    {
        var evidence = Enumerable.Range(1, 5).Select(id => Evidence(id, "A", "2025-01-01", $"2025-01-0{id}")).ToList();
        var award = Assert.Single(Awards.Of(Learner, Programme(), Completions.Of(new EvidenceLedger(evidence, []), Programme())));
        Assert.Equal((At("2025-01-01"), At("2025-01-01"), Id(1)), (award.EarnedAt, award.KnownAt, Assert.Single(award.Evidence)));
        Assert.Empty(award.RenewedAt);
    }

    [Fact]
    public void The_same_statement_again_changes_nothing()
    {
        var ledger = new EvidenceLedger([Evidence(1, "A", "2025-01-01")], []);
        Assert.False(ledger.Merge([Evidence(1, "A", "2025-01-01"), Evidence(1, "A", "2025-01-01", "2025-05-05")], []));
    }

    [Fact]
    public void An_equivalent_course_counts_as_the_course_and_so_does_what_is_equivalent_to_that()
    {
        var policy = Policy(
            [Course("A") with { Equivalents = ["B"] }, Course("B") with { Equivalents = ["C"] }, Course("C")], Certification("CERT", new OneCourse("A"))) with
        { };
        Assert.Equal("2025-01-01..2026-01-01", Awarded(policy, [Evidence(1, "C", "2025-01-01")]));
        Assert.Equal("", Awarded(policy with { Certifications = [Certification("CERT", new OneCourse("C"))] }, [Evidence(1, "A", "2025-01-01")]));
        var path = RemainingPath.For(policy, policy.Certifications[0], new PersonFacts(Learner, null, [], [], []), At("2025-01-01"));
        Assert.Equal(["A"], path.Courses);
    }

    [Fact]
    public void A_completion_is_about_the_release_that_its_activity_states()
    {
        var policy = Policy([Course("A") with { Activities = [new CourseActivity(Activity("A")), new CourseActivity(Activity("A7"), "r7")] }], Certification("CERT", new OneCourse("A")));
        var ledger = new EvidenceLedger([Evidence(1, "A", "2025-01-01"), Evidence(2, "A7", "2025-01-02")], []);
        Assert.Equal([null, "r7"], Completions.Of(ledger, policy).Select(completion => completion.Release));
    }

    [Fact]
    public void Voiding_then_is_as_if_it_had_never_been_whatever_the_policy() =>
        Gen.Select(RandomHistory.Certification, RandomHistory.Evidence, RandomHistory.Voidings, Gen.Int[0, 30]).Sample((certification, evidence, voidings, limit) =>
        {
            var policy = RandomHistory.PolicyOf(certification) with { Evidence = new EvidencePolicy { BackdatingLimit = new(0, limit + 1) } };
            var voided = voidings.Select(voiding => voiding.StatementId).ToHashSet();
            var never = evidence.Where(fact => !voided.Contains(fact.StatementId)).ToList();
            Assert.Equal(Awarded(policy, never), Awarded(policy, evidence, voidings));
        });
}
