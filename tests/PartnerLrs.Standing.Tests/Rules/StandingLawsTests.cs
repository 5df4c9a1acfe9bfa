using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>What holds of every programme and every partner.</summary>
public sealed class StandingLawsTests
{
    [Fact]
    public void Counting_through_time_finds_what_counting_at_an_instant_finds() =>
        Gen.Select(RandomProgramme.Policy, RandomProgramme.Partner).Sample((policy, facts) =>
        {
            var standing = RandomProgramme.Standing(policy, facts);
            foreach (var instant in RandomProgramme.Named(standing))
            {
                var state = standing.At(instant)!.State;
                var (now, withGrace) = (Tiers.Evaluate(policy, facts, instant), Tiers.Evaluate(policy, facts, instant, withGrace: true));
                Assert.Equal(now.Requirements.Select(requirement => requirement.State), state.Now);
                Assert.Equal(withGrace.Requirements.Select(requirement => requirement.State), state.WithGrace);
                Assert.Equal((policy.RankOf(now.Tier), policy.RankOf(withGrace.Tier)), (state.Reached, state.Kept));
                Assert.True(state.Kept >= state.Reached);
            }
        }, iter: 1000);

    [Fact]
    public void The_tier_held_is_what_following_the_rule_moment_by_moment_finds() =>
        Gen.Select(RandomProgramme.Policy, RandomProgramme.Partner).Sample((policy, facts) =>
        {
            var standing = RandomProgramme.Standing(policy, facts);
            foreach (var (instant, tier) in SlowTier.At(policy, facts, standing.Segments[0].From, RandomProgramme.Named(standing)))
                Assert.Equal(tier, standing.At(instant)!.Tier);
        }, iter: 500);

    [Fact]
    public void The_answer_is_the_same_from_now_and_from_the_timeline() =>
        Gen.Select(RandomProgramme.Policy, RandomProgramme.Partner, RandomProgramme.Instant).Sample((policy, facts, from) =>
        {
            var standing = RandomProgramme.Standing(policy, facts);
            var timeline = GateTimeline.From(standing, "deals", from);
            foreach (var instant in RandomProgramme.Named(standing).Append(from).Where(instant => instant >= from))
            {
                var answer = PartnerLrs.Standing.Rules.Gates.Evaluate(standing, "deals", instant)!;
                Assert.Equal(answer.Outcome, timeline.Segments.Last(segment => segment.From <= instant).Outcome);
                Assert.Equal(answer.Outcome.Reasons, answer.Reasons.Select(reason => reason.Outcome));
                Assert.Equal(answer.Outcome.Decision, policy.RankOf(answer.Outcome.Tier) >= 1);
            }
        }, iter: 500);

    [Fact]
    public void Another_holder_never_lowers_a_tier() =>
        Gen.Select(RandomProgramme.Policy, RandomProgramme.Partner, RandomProgramme.Person).Sample((policy, facts, person) =>
            NeverLower(policy, facts, facts with { People = [.. facts.People, person with { PersonId = "another" }] }), iter: 1000);

    [Fact]
    public void Another_award_never_lowers_a_tier() =>
        Gen.Select(RandomProgramme.Policy, RandomProgramme.Partner, RandomProgramme.Person).Sample((policy, facts, person) =>
            NeverLower(policy, facts, facts with { People = [.. facts.People.Select((known, i) => i == 0 ? known with { Awards = [.. known.Awards, .. person.Awards] } : known)] }), iter: 1000);

    [Fact]
    public void The_order_of_people_does_not_matter() =>
        Gen.Select(RandomProgramme.Policy, RandomProgramme.Partner, Gen.Int[0, int.MaxValue]).Sample((policy, facts, seed) =>
        {
            var people = facts.People.ToArray();
            new Random(seed).Shuffle(people);
            var (one, other) = (RandomProgramme.Standing(policy, facts), RandomProgramme.Standing(policy, facts with { People = people }));
            Assert.Equal(one.Segments.Select(segment => (segment.From, segment.Held, segment.ShortSince)), other.Segments.Select(segment => (segment.From, segment.Held, segment.ShortSince)));
            Assert.All(one.Segments.Zip(other.Segments), pair => Assert.Equal(pair.First.State.Now, pair.Second.State.Now));
        });

    [Fact]
    public void A_large_partner_is_followed_through_the_years_quickly()
    {
        // Ten thousand awards of five hundred people over four years, in two groups.
        var policy = Policy(
            [Course("A")], [.. new[] { "A", "B", "C", "D" }.Select(id => Certification(id, new OneCourse("A")))]) with
        {
            Tiers =
            [
                Tier("silver", Need(2, "A"), Need(1, "B|C", group: "g")),
                Tier("gold", Need(50, "A"), Need(20, "B", group: "g"), Need(20, "C", group: "g"), Need(5, "D", role: "sales")),
                Tier("platinum", Need(100, "A"), Need(60, "B", group: "g"), Need(60, "C", group: "g"), Need(5, "D", role: "sales")),
            ],
            Benefits = [Gated("deals", "gold")],
            TierPolicy = new TierPolicy { Grace = Period("P14D") },
        };
        var facts = Partner([.. Enumerable.Range(0, 500).Select(i => Person(
            $"p{i}",
            "2021-01-01",
            null,
            [.. Enumerable.Range(0, 20).Select(j => Award($"p{i}", "ABCD"[j % 4].ToString(), Text(At("2021-01-01").AddDays((i + (j * 73)) % 1400)), Text(At("2021-07-01").AddDays((i + (j * 73)) % 1400))))]).InRole("sales"))]);
        var version = new PolicyVersion(1, policy, At("2021-01-01"), At("2021-01-01"));
        var quickest = Enumerable.Range(0, 3).Min(_ =>
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var standing = StandingTimeline.Of([version], _ => facts);
            Assert.NotNull(PartnerLrs.Standing.Rules.Gates.Evaluate(standing, "deals", At("2024-01-01")));
            return clock.Elapsed.TotalMilliseconds;
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{quickest:0.0} ms");
        // Some tens of milliseconds here; the bound is generous for a busy machine, and what it guards against takes minutes.
        Assert.True(quickest < 1500, $"{quickest} ms");
    }

    private static void NeverLower(ProgramPolicy policy, PartnerFacts facts, PartnerFacts more)
    {
        var (before, after) = (RandomProgramme.Standing(policy, facts), RandomProgramme.Standing(policy, more));
        foreach (var instant in RandomProgramme.Named(before).Concat(RandomProgramme.Named(after)))
        {
            Assert.True(after.At(instant)!.Held >= before.At(instant)!.Held, $"{instant:O}");
            Assert.True(after.At(instant)!.State.Reached >= before.At(instant)!.State.Reached, $"{instant:O}");
        }
    }
}
