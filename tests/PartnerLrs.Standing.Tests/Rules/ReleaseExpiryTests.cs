using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Rule 1: expires = min(earned + validity, GA of the superseding release + window); the delta, or the new version, clears it.</summary>
public sealed class ReleaseExpiryTests
{
    // A and B are courses; D7 and D8 the deltas of releases 7 (2025-06-01) and 8 (2026-06-01), window 90 days; 7.1 is minor.
    public static TheoryData<string, string, string> Histories => new()
    {
        { "earned before a release: held until its window has passed", "A@2025-01-01", "2025-01-01..2025-08-30" },
        { "earned so long before that validity ends first", "A@2024-07-01", "2024-07-01..2025-07-01" },
        { "validity and window end at the same instant", "A@2024-08-30", "2024-08-30..2025-08-30" },
        { "earned at the instant of general availability: on the new release", "A@2025-06-01", "2025-06-01..2026-06-01" },
        { "earned an instant before", "A@2025-05-31T23:59:59", "2025-05-31T23:59:59..2025-08-30" },
        { "the delta clears it: held until its validity", "A@2025-01-01 D7@2025-07-01", "2025-01-01..2026-01-01" },
        { "the delta before the release is out clears it as well", "A@2025-01-01 D7@2025-05-01", "2025-01-01..2026-01-01" },
        { "the delta in the last second", "A@2025-01-01 D7@2025-08-29T23:59:59", "2025-01-01..2026-01-01" },
        { "the delta too late clears nothing: the full path is due", "A@2025-01-01 D7@2025-08-30", "2025-01-01..2025-08-30" },
        { "the delta before there was anything to clear", "D7@2024-12-01 A@2025-01-01", "2025-01-01..2025-08-30" },
        { "certifying on the new version clears it, from then", "A@2025-01-01 A@2025-07-01", "2025-01-01..2026-07-01" },
        { "certifying on the new version inside the renewal window extends from the old expiry", "A@2024-08-01 A@2025-07-15", "2024-08-01..2026-08-01" },
        { "an activity that teaches the old release clears nothing", "A@2025-01-01 A@2025-07-01/r6", "2025-01-01..2025-08-30" },
        { "an activity that teaches the new release before it is out is about it", "A@2025-05-01/r7", "2025-05-01..2026-05-01" },
        { "an old release's activity after its window earns nothing", "A@2025-09-01/r6", "" },
        { "an old release's activity within the window earns what is left of it", "A@2025-08-01/r6", "2025-08-01..2025-08-30" },
        { "the next release takes its turn", "A@2026-01-01", "2026-01-01..2026-08-30" },
        { "two releases, two deltas", "A@2025-04-01 D7@2025-07-01 A@2026-03-15 D8@2026-07-01", "2025-04-01..2027-04-01" },
        { "the second delta does not stand for the first", "A@2025-04-01 D8@2025-07-01", "2025-04-01..2025-08-30" },
        { "deltas in the wrong order count once both are passed", "A@2025-04-01 A@2026-03-15/r6 D8@2025-07-01 D7@2025-08-01", "2025-04-01..2027-04-01" },
        { "a renewal with an old release's content keeps what the delta brought", "A@2025-01-01 D7@2025-07-01 A@2025-12-01/r6", "2025-01-01..2026-08-30" },
        { "lapsed through a release, then the full path on the new one", "A@2025-01-01 A@2025-10-01", "2025-01-01..2025-08-30, 2025-10-01..2026-08-30" },
        { "minor releases do not matter where only major ones do", "A@2025-06-15", "2025-06-15..2026-06-15" },
        { "the same delta twice", "A@2025-01-01 D7@2025-07-01 D7@2025-07-02", "2025-01-01..2026-01-01" },
    };

    private static ProgramPolicy Programme(ReleaseTrigger on = ReleaseTrigger.Major, string? line = null, string? validity = "P12M", CourseRule? rule = null) => Policy(
        [Course("A"), Course("B"), Course("D7", 15), Course("D8", 15)],
        Certification("CERT", rule ?? new OneCourse("A"), validity, validity is null ? null : "P60D") with
        {
            Product = "atlas",
            Line = line,
            ReleasePolicy = new ReleasePolicy
            {
                On = on,
                Window = Period("P90D"),
                Deltas = [new ReleaseDelta { Release = "r7", Requires = new OneCourse("D7") }, new ReleaseDelta { Release = "r8", Requires = new OneCourse("D8") }],
            },
        }) with
    {
        Products =
        [
            new Product
            {
                Id = "atlas",
                Name = "Atlas",
                Lines = [new ProductLine { Id = "core", Name = "Core" }, new ProductLine { Id = "insight", Name = "Insight" }],
                Releases = [Release("r8", "2026-06-01"), Release("r6", "2023-01-01"), Release("r7", "2025-06-01"), Release("r7.1", "2025-11-01", ReleaseKind.Minor, "insight")],
            },
        ],
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void A_release_ends_what_was_earned_on_an_older_one(string what, string history, string expected)
    {
        Assert.NotEmpty(what);
        Assert.Equal(expected, Text(Awards.Of(Learner, Programme(), Done(history))));
    }

    [Theory]
    [InlineData("core", "major", "2025-07-01..2026-07-01")]
    [InlineData("core", "minor", "2025-07-01..2026-07-01")]
    [InlineData("insight", "minor", "2025-07-01..2026-01-30")]
    [InlineData(null, "minor", "2025-07-01..2026-01-30")]
    public void A_lines_release_concerns_its_line_and_what_is_of_no_line(string? line, string on, string expected) =>
        Assert.Equal(expected, Text(Awards.Of(Learner, Programme(on == "minor" ? ReleaseTrigger.Minor : ReleaseTrigger.Major, line), Done("A@2025-07-01"))));

    [Fact]
    public void What_never_expires_still_ends_with_a_release_and_goes_on_with_its_delta()
    {
        Assert.Equal("2025-01-01..2025-08-30", Text(Awards.Of(Learner, Programme(validity: null), Done("A@2025-01-01"))));
        Assert.Equal("2025-01-01..2026-08-30", Text(Awards.Of(Learner, Programme(validity: null), Done("A@2025-01-01 D7@2025-06-02"))));
        Assert.Equal("2025-01-01..", Text(Awards.Of(Learner, Programme(validity: null), Done("A@2025-01-01 D7@2025-06-02 D8@2025-06-03"))));
    }

    [Fact]
    public void The_whole_path_must_be_about_the_new_release()
    {
        var both = new AllOf([new OneCourse("A"), new OneCourse("B")]);
        Assert.Equal("2025-06-02..2025-08-30", Text(Awards.Of(Learner, Programme(rule: both), Done("A@2025-05-01 B@2025-06-02"))));
        Assert.Equal("2025-06-02..2026-06-03", Text(Awards.Of(Learner, Programme(rule: both), Done("A@2025-05-01 B@2025-06-02 A@2025-06-03"))));
    }

    [Fact]
    public void An_award_says_whether_a_release_ends_it_and_by_which_path_it_was_last_attained()
    {
        var award = Assert.Single(Awards.Of(Learner, Programme(), Done("A@2025-01-01")));
        Assert.Equal("r7", award.EndedBy);
        award = Assert.Single(Awards.Of(Learner, Programme(), Done("A@2025-01-01 D7@2025-07-01")));
        Assert.Null(award.EndedBy);
        Assert.Equal((At("2025-01-01"), At("2025-07-01")), (award.LastAttainedAt, Assert.Single(award.RenewedAt)));
        Assert.Equal([Id(1), Id(2)], award.Evidence);
    }

    [Fact]
    public void Without_a_release_policy_releases_do_nothing()
    {
        var policy = Programme();
        policy = policy with { Certifications = [policy.Certifications[0] with { ReleasePolicy = null }] };
        Assert.Equal("2025-01-01..2026-01-01", Text(Awards.Of(Learner, policy, Done("A@2025-01-01"))));
    }

    [Fact]
    public void Awards_hold_exactly_what_some_chain_through_the_releases_holds() =>
        Gen.Select(RandomReleases.Programme, RandomReleases.Completions).Sample((policy, completions) =>
        {
            var awards = Awards.Of(Learner, policy, completions);
            var chains = EveryReleaseChain.Of(policy, policy.Certifications[0], completions);
            var instants = RandomHistory.Around(
                RandomHistory.Ends(awards).Concat(chains.SelectMany(chain => new[] { chain.From, chain.Until })).Where(instant => instant < Instants.Forever));
            foreach (var instant in instants)
                Assert.Equal(chains.Exists(chain => chain.Covers(instant)), awards.Any(award => award.Covers(instant)));
        }, iter: 3000);

    [Fact]
    public void More_evidence_never_takes_a_held_instant_away() =>
        Gen.Select(RandomReleases.Programme, RandomReleases.Completions, RandomReleases.Completions).Sample((policy, completions, more) =>
        {
            var before = Awards.Of(Learner, policy, completions);
            var after = Awards.Of(Learner, policy, [.. completions, .. more]);
            Assert.All(before, award => Assert.Contains(after, wider =>
                wider.EarnedAt <= award.EarnedAt && (wider.ExpiresAt is null || wider.ExpiresAt >= award.ExpiresAt)));
            Assert.All(after, award => Assert.All(award.RenewedAt, at => Assert.True(at > award.EarnedAt)));
        }, iter: 3000);

    [Fact]
    public void The_order_of_completions_does_not_matter() =>
        Gen.Select(RandomReleases.Programme, RandomReleases.Completions, Gen.Int[0, int.MaxValue]).Sample((policy, completions, seed) =>
        {
            var shuffled = completions.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(
                Awards.Of(Learner, policy, completions).Select(award => (award.Id, award.ExpiresAt, award.EndedBy)),
                Awards.Of(Learner, policy, shuffled).Select(award => (award.Id, award.ExpiresAt, award.EndedBy)));
        });
}
