using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

public sealed class GateTimelineTests
{
    private static GateTimeline Timeline(PartnerFacts facts, string from, params PolicyVersion[] versions) =>
        GateTimeline.From(versions.Length == 0 ? [Partnership.Version] : versions, "deals", facts, At(from));

    private static string Text(GateTimeline timeline) => string.Join(
        ' ', timeline.Segments.Select(segment => $"{Given.Text(segment.From)}:{(segment.Outcome is { } outcome ? outcome.Tier ?? "none" : "-")}"));

    [Fact]
    public void With_nothing_ahead_the_answer_holds_for_ever() => Assert.Null(Timeline(Partner(), "2025-01-01").ValidUntil);

    [Fact]
    public void It_changes_as_awards_and_memberships_start_and_end()
    {
        var facts = Partner(
            Person("p1", "2020-01-01", "2025-08-01", Award("p1", "OVW", "2025-01-01", "2026-01-01")),
            Person("p2", "2025-07-01", null, Award("p2", "OVW", "2025-01-01", "2026-01-01")));
        var timeline = Timeline(facts, "2024-06-01");
        Assert.Equal("2024-06-01:none 2025-01-01:registered 2025-07-01:registered 2025-08-01:registered 2026-01-01:none", Text(timeline));
        Assert.Equal(At("2025-01-01"), timeline.ValidUntil);
    }

    [Fact]
    public void One_who_comes_as_another_goes_changes_nothing()
    {
        var facts = Partner(
            Person("p1", "2020-01-01", "2025-08-01", Award("p1", "OVW", "2025-01-01", null)),
            Person("p2", "2025-08-01", null, Award("p2", "OVW", "2025-01-01", null)));
        Assert.Equal("2025-06-01:registered", Text(Timeline(facts, "2025-06-01")));
    }

    [Fact]
    public void It_changes_as_versions_take_effect()
    {
        var relaxed = Partnership.Policy with { Tiers = [Partnership.Policy.Tiers[0] with { Requires = [] }, .. Partnership.Policy.Tiers.Skip(1)] };
        var gone = Partnership.Policy with { Benefits = [] };
        var timeline = Timeline(
            Partner(),
            "2023-06-01",
            Partnership.Version,
            new PolicyVersion(2, relaxed, At("2025-01-01"), At("2024-06-01")),
            new PolicyVersion(3, relaxed, At("2025-02-01"), At("2024-06-01")),
            new PolicyVersion(4, gone, At("2025-03-01"), At("2024-06-01")));
        Assert.Equal("2023-06-01:- 2024-01-01:none 2025-01-01:registered 2025-03-01:-", Text(timeline));
    }

    [Fact]
    public void Facts_are_taken_as_they_are_under_each_version()
    {
        var facts = Partner(Person("p1", "2020-01-01", null, Award("p1", "OVW", "2024-06-01", null)));
        var standing = StandingTimeline.Of(
            [Partnership.Version, new PolicyVersion(2, Partnership.Policy, At("2025-01-01"), At("2024-06-01"))],
            version => version.Number == 1 ? facts : Partner());
        var timeline = GateTimeline.From(standing, "deals", At("2024-07-01"));
        Assert.Equal("2024-07-01:registered 2025-01-01:none", Text(timeline));
    }

    [Fact]
    public void It_agrees_with_the_answer_at_every_instant() =>
        Gen.Select(Partnership.AnyPartner, Partnership.Instant, Gen.Int[0, 3]).Sample((facts, from, question) =>
        {
            var amount = question switch { 0 => null, 1 => new Money(60000, "USD"), 2 => new Money(10, "USD"), _ => new Money(1, "EUR") };
            var timeline = GateTimeline.From([Partnership.Version], "deals", facts, from, amount);
            Assert.Equal(from, timeline.Segments[0].From);
            Assert.Null(timeline.Segments[^1].Until);
            Assert.All(timeline.Segments.Zip(timeline.Segments.Skip(1)), pair =>
            {
                Assert.Equal(pair.First.Until, pair.Second.From);
                Assert.NotEqual(pair.First.Outcome, pair.Second.Outcome);
            });
            var named = facts.People.SelectMany(person => RandomHistory.Ends(person.Awards).Concat(person.Memberships.SelectMany(span => new[] { span.From, span.To ?? span.From })));
            foreach (var instant in RandomHistory.Around(named.Append(from)).Where(instant => instant >= from))
            {
                var segment = timeline.Segments.Last(segment => segment.From <= instant);
                Assert.Equal(Standing.Rules.Gates.Evaluate(Partnership.Version, "deals", facts, instant, amount)!.Outcome, segment.Outcome);
            }
        }, iter: 1000);

    [Fact]
    public void Another_holder_never_lowers_a_tier() =>
        Gen.Select(Partnership.AnyPartner, Partnership.AnyPerson, Partnership.Instant).Sample((facts, person, asOf) =>
        {
            var more = facts with { People = [.. facts.People, person with { PersonId = "another" }] };
            var before = Partnership.Policy.RankOf(Tiers.Evaluate(Partnership.Policy, facts, asOf).Tier);
            Assert.True(Partnership.Policy.RankOf(Tiers.Evaluate(Partnership.Policy, more, asOf).Tier) >= before);
        });

    [Fact]
    public void A_timeline_of_three_hundred_people_is_quick()
    {
        var people = Enumerable.Range(0, 300).Select(i => Person(
            $"p{i:000}",
            "2024-01-01",
            null,
            [.. new[] { "OVW", "SLS", "SE-X" }.Select((id, j) => Award($"p{i:000}", id, "2025-01-01", Given.Text(At("2025-06-01").AddDays((i * 3) + j))))])).ToArray();
        var facts = Partner(people);
        var quickest = Enumerable.Range(0, 20).Min(_ =>
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            Assert.True(Timeline(facts, "2025-02-01").Segments.Count > 800);
            return clock.Elapsed.TotalMilliseconds;
        });
        // It takes a few milliseconds; the bound is generous for a busy machine, and what it guards against takes seconds.
        Assert.True(quickest < 100, $"{quickest} ms");
        TestContext.Current.TestOutputHelper?.WriteLine($"{quickest:0.0} ms");
    }
}
