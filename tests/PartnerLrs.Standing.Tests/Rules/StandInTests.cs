using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>What supersedes a certification, what equals it for a time, and what must be held before it is attained.</summary>
public sealed class StandInTests
{
    private static Certification Certified(string id) => Certification(id, new OneCourse(id));

    private static ProgramPolicy Programme(params Certification[] certifications) =>
        Policy([.. certifications.SelectMany(certification => certification.Requires.Courses()).Distinct().Select(id => Course(id))], certifications);

    private static string Held(ProgramPolicy policy, string certification, string history)
    {
        var person = new PersonFacts(Learner, null, [], Awards.Of(Learner, policy, Done(history)), Done(history));
        return string.Join(' ', Holdings.Of(person, [certification], PolicyIndex.Of(policy)).Select(span => $"{Text(span.From)}..{Text(span.Until)}"));
    }

    [Theory]
    [InlineData("OLD", "2025-01-01..2026-01-01")]
    [InlineData("NEW", "2025-01-01..2026-01-01")]
    [InlineData("NEWER", "2025-01-01..2026-01-01")]
    public void What_supersedes_it_counts_wherever_it_is_asked_for(string earned, string expected) => Assert.Equal(
        expected,
        Held(Programme(Certified("OLD"), Certified("NEW") with { Supersedes = ["OLD"] }, Certified("NEWER") with { Supersedes = ["NEW"] }), "OLD", $"{earned}@2025-01-01"));

    [Fact]
    public void What_is_superseded_does_not_count_as_what_supersedes_it() =>
        Assert.Equal("", Held(Programme(Certified("OLD"), Certified("NEW") with { Supersedes = ["OLD"] }), "NEW", "OLD@2025-01-01"));

    // X has the equivalents Y until 2025-06-01 and, through Y, Z until 2025-09-01.
    [Theory]
    [InlineData("Y@2025-01-01", "2025-01-01..2025-06-01")]
    [InlineData("Y@2025-06-01", "")]
    [InlineData("Z@2025-01-01", "2025-01-01..2025-06-01")]
    [InlineData("Y@2024-01-01", "2024-01-01..2025-01-01")]
    [InlineData("Y@2025-01-01 X@2025-05-01", "2025-01-01..2026-05-01")]
    public void An_equivalent_counts_until_its_instant(string history, string expected) => Assert.Equal(
        expected,
        Held(
            Programme(
                Certified("X") with { Equivalents = [new CertificationEquivalent { Certification = "Y", Until = At("2025-06-01") }] },
                Certified("Y") with { Equivalents = [new CertificationEquivalent { Certification = "Z", Until = At("2025-09-01") }] },
                Certified("Z")),
            "X",
            history));

    // EXPERT needs BASE held at its attainment.
    [Theory]
    [InlineData("EXPERT@2025-01-01", "")]
    [InlineData("BASE@2025-01-01 EXPERT@2025-01-01", "2025-01-01..2026-01-01")]
    [InlineData("BASE@2025-01-02 EXPERT@2025-01-01", "")]
    [InlineData("BASE@2025-01-01 EXPERT@2025-12-31", "2025-12-31..2026-12-31")]
    [InlineData("BASE@2025-01-01 EXPERT@2026-01-01", "")]
    [InlineData("NEWBASE@2025-01-01 EXPERT@2025-02-01", "2025-02-01..2026-02-01")]
    [InlineData("LIKE@2025-01-01 EXPERT@2025-02-01", "2025-02-01..2026-02-01")]
    [InlineData("LIKE@2025-03-01 EXPERT@2025-07-01", "")]
    [InlineData("BASE@2025-01-01 EXPERT@2025-02-01 EXPERT@2026-01-15", "2025-02-01..2026-02-01")]
    public void A_prerequisite_must_be_held_at_the_attainment(string history, string expected) => Assert.Equal(
        expected,
        Held(
            Programme(
                Certified("EXPERT") with { Prerequisites = ["BASE"] },
                Certified("BASE") with { Equivalents = [new CertificationEquivalent { Certification = "LIKE", Until = At("2025-06-01") }] },
                Certified("NEWBASE") with { Supersedes = ["BASE"] },
                Certified("LIKE")),
            "EXPERT",
            history));

    [Fact]
    public void Prerequisites_may_hang_on_one_another_in_any_order() => Assert.Equal(
        "2025-01-01..2026-01-01",
        Held(
            Programme(Certified("C") with { Prerequisites = ["B"] }, Certified("B") with { Prerequisites = ["A"] }, Certified("A")),
            "C",
            "A@2025-01-01 B@2025-01-01 C@2025-01-01"));

    [Fact]
    public void What_could_only_hold_itself_up_is_not_held()
    {
        // A needs B held; B counts only through C, which A supersedes... and A is what would have to be held first.
        var policy = Programme(Certified("A") with { Prerequisites = ["C"], Supersedes = ["C"] }, Certified("C"));
        Assert.Equal("", Held(policy, "A", "A@2025-01-01"));
        Assert.Equal("2025-01-01..2026-01-01", Held(policy, "A", "C@2025-01-01 A@2025-01-01"));
    }

    [Fact]
    public void What_stands_in_counts_for_tiers()
    {
        var policy = Programme(Certified("OLD"), Certified("NEW") with { Supersedes = ["OLD"] }) with { Tiers = [Tier("t", Need(1, "OLD"))] };
        var standing = Tiers.Evaluate(policy, Partner(Person("p", "2020-01-01", null, Award("p", "NEW", "2025-01-01", null))), At("2025-02-01"));
        Assert.Equal(("t", "NEW"), (standing.Tier, standing.Requirements[0].Holders[0].Award.Certification));
    }

    [Theory]
    [InlineData("2025-01-01", "active")]
    [InlineData("2025-11-01", "active")]
    [InlineData("2025-11-02", "expiring")]
    [InlineData("2026-01-01", "expired")]
    [InlineData("2024-12-31", "pending")]
    public void The_state_of_an_award_follows_from_the_instant(string asOf, string state)
    {
        var policy = Programme(Certified("X"));
        Assert.Equal(state, AwardStates.At(Award("p", "X", "2025-01-01", "2026-01-01"), [], PolicyIndex.Of(policy), At(asOf)));
    }

    [Fact]
    public void An_award_is_superseded_while_what_supersedes_it_is_held()
    {
        var policy = PolicyIndex.Of(Programme(Certified("OLD"), Certified("NEW") with { Supersedes = ["OLD"] }));
        AwardPeriod[] awards = [Award("p", "OLD", "2025-01-01", "2026-01-01"), Award("p", "NEW", "2025-03-01", "2025-06-01")];
        Assert.Equal(["active", "superseded", "active"], new[] { "2025-02-28", "2025-03-01", "2025-06-01" }.Select(at => AwardStates.At(awards[0], awards, policy, At(at))));
        Assert.Equal("active", AwardStates.At(awards[1], awards, policy, At("2025-04-01")));
    }

    [Fact]
    public void An_award_that_a_release_ends_is_at_risk_from_its_availability()
    {
        var policy = Programme(Certified("X") with { Product = "atlas", ReleasePolicy = new ReleasePolicy { On = ReleaseTrigger.Major, Window = Period("P90D") } }) with
        {
            Products = [new Product { Id = "atlas", Name = "Atlas", Releases = [Release("r7", "2025-06-01")] }],
        };
        var award = Assert.Single(Awards.Of(Learner, policy, Done("X@2025-01-01")));
        Assert.Equal(["active", "at-risk", "expired"], new[] { "2025-05-31", "2025-06-01", "2025-08-30" }.Select(at => AwardStates.At(award, [award], PolicyIndex.Of(policy), At(at))));
    }
}
