using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Tests.Waivers;

public sealed class WaivedTimelineTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly GateOutcome Allowed = new(true, GateMode.Enforce, "silver", false, []);
    private static readonly GateOutcome Denied = new(false, GateMode.Enforce, null, false, [new ReasonOutcome(GateReasonCodes.CertCountShort, "A ≥ 1", 0, 1)]);
    private static readonly GateOutcome Inactive = new(false, GateMode.Enforce, null, false, [new ReasonOutcome(GateReasonCodes.PartnerInactive)]);

    private static DateTime Day(int day) => Start.AddDays(day);

    private static Waiver Waiver(string id, int from, int until, int created = -100, int? ended = null) =>
        new(id, "p", "g", null, null, "because", Day(from), Day(until), Day(created), "admin", ended is { } day ? Day(day) : null, ended is null ? null : "admin");

    private static IReadOnlyList<WaivedSegment> Of(IReadOnlyList<GateSegment> segments, params Waiver[] waivers) =>
        WaivedTimeline.Of(segments, [.. waivers.Where(waiver => waiver.InForce(null) is not null).Select(waiver => (waiver, waiver.InForce(null)!.Value))]);

    private static string Text(IReadOnlyList<WaivedSegment> segments) =>
        string.Join(' ', segments.Select(segment => $"{(segment.From - Start).Days}:{(segment.Allowed ? "yes" : "no")}{(segment.Waiver is { } waiver ? $"({waiver.Id})" : "")}"));

    [Fact]
    public void A_waiver_counts_where_the_rules_deny_and_nowhere_else()
    {
        GateSegment[] segments = [new(Day(0), Day(10), Denied), new(Day(10), Day(20), Allowed), new(Day(20), Day(30), Inactive), new(Day(30), Day(40), null), new(Day(40), null, Denied)];
        Assert.Equal("0:no 10:yes 20:no 30:no 40:no", Text(Of(segments)));
        Assert.Equal("0:no 5:yes(w) 10:yes 20:no 30:no 40:yes(w) 45:no", Text(Of(segments, Waiver("w", 5, 45))));
    }

    [Fact]
    public void Of_several_the_one_that_lasts_longest_counts()
    {
        GateSegment[] segments = [new(Day(0), null, Denied)];
        Assert.Equal("0:yes(a) 5:yes(b) 15:no", Text(Of(segments, Waiver("a", -5, 10), Waiver("b", 5, 15))));
        Assert.Equal("0:yes(a) 10:no", Text(Of(segments, Waiver("a", -5, 10), Waiver("b", 2, 8))));
    }

    [Fact]
    public void A_waiver_is_in_force_by_what_was_known()
    {
        var waiver = Waiver("w", 0, 30, created: 2, ended: 10);
        Assert.Null(waiver.InForce(Day(1)));
        Assert.Equal(new Interval(Day(0), Day(30)), waiver.InForce(Day(2)));
        Assert.Equal(new Interval(Day(0), Day(30)), waiver.InForce(Day(9)));
        Assert.Equal(new Interval(Day(0), Day(10)), waiver.InForce(Day(10)));
        Assert.Equal(new Interval(Day(0), Day(10)), waiver.InForce(null));
        Assert.Null(Waiver("w", 5, 30, ended: 5).InForce(null));
    }

    [Theory]
    [InlineData(null, null, null, null, true)]
    [InlineData("atlas", null, null, null, false)]
    [InlineData("atlas", null, "atlas", null, true)]
    [InlineData("atlas", null, "other", null, false)]
    [InlineData(null, 100, null, null, false)]
    [InlineData(null, 100, null, 100, true)]
    [InlineData(null, 100, null, 101, false)]
    public void A_waiver_is_for_what_it_names(string? product, int? maximum, string? asked, int? amount, bool expected)
    {
        var waiver = Waiver("w", 0, 1) with { Product = product, Maximum = maximum is { } most ? new Money(most, "USD") : null };
        var question = new GateQuestion("g", null, amount, amount is null ? null : "USD", false, Product: asked);
        Assert.Equal(expected, waiver.IsFor(question));
        Assert.False(waiver.IsFor(question with { Gate = "other" }));
        if (amount is not null && maximum is not null)
            Assert.False(waiver.IsFor(question with { Currency = "EUR" }));
    }

    /// <summary>The timeline agrees with asking at every instant, and no two neighbours are the same answer.</summary>
    [Fact]
    public void At_every_instant_the_timeline_says_what_asking_then_would_say() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 6], Gen.Select(Gen.Int[-5, 40], Gen.Int[1, 20], Gen.Int[0, 1]).Array[0, 4]).Sample((kinds, spans) =>
        {
            GateOutcome?[] outcomes = [Denied, Allowed, Inactive, null];
            var segments = kinds.Select((kind, i) => new GateSegment(Day(i * 7), i + 1 < kinds.Length ? Day((i + 1) * 7) : null, outcomes[kind])).ToList();
            var waivers = spans.Select((span, i) => Waiver($"w{i}", span.Item1, span.Item1 + span.Item2, ended: span.Item3 == 1 ? span.Item1 + (span.Item2 / 2) : null)).ToArray();
            var timeline = Of(segments, waivers);
            Assert.Equal(Day(0), timeline[0].From);
            Assert.Null(timeline[^1].Until);
            for (var day = 0; day < 60; day++)
            {
                var outcome = segments.Last(segment => segment.From <= Day(day)).Outcome;
                var expected = outcome is not null && (outcome.Decision || (outcome != Inactive && waivers.Any(waiver => waiver.InForce(null)?.Covers(Day(day)) == true)));
                var segment = timeline.Last(segment => segment.From <= Day(day));
                Assert.Equal((expected, outcome), (segment.Allowed, segment.Outcome));
                Assert.True(segment.Until is null || Day(day) < segment.Until);
            }

            Assert.All(timeline.Zip(timeline.Skip(1)), pair =>
            {
                Assert.Equal(pair.First.Until, pair.Second.From);
                Assert.False(Equals(pair.First.Outcome, pair.Second.Outcome) && pair.First.Waiver?.Id == pair.Second.Waiver?.Id);
            });
        });
}
