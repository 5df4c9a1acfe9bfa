using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Rule 4 (and 2): promotion at once; demotion at the review after the remediation period; the shortfall from its first day.</summary>
public sealed class HeldTierTests
{
    // Reviews on 1 January, April, July, October; remediation 30 days. Silver needs one SLS, gold two.
    private static readonly TierPolicy Quarterly = new();

    // Award spans of as many people; then the tier as it goes: from@tier, a * where it is provisional.
    public static TheoryData<string, string, string, string> Histories => new()
    {
        { "nobody", "", "", "2024-01-01@none" },
        { "promoted at once", "2024-05-05..", "", "2024-01-01@none 2024-05-05@silver" },
        { "lost: held until the review after remediation", "2024-05-05..2024-08-10", "", "2024-01-01@none 2024-05-05@silver 2024-08-10@silver* 2024-10-01@none" },
        { "short less than the remediation before a review: held until the next one", "2024-05-05..2024-09-15", "", "2024-01-01@none 2024-05-05@silver 2024-09-15@silver* 2025-01-01@none" },
        { "short for exactly the remediation at a review", "2024-05-05..2024-09-01", "", "2024-01-01@none 2024-05-05@silver 2024-09-01@silver* 2024-10-01@none" },
        { "short for an instant less", "2024-05-05..2024-09-01T00:00:01", "", "2024-01-01@none 2024-05-05@silver 2024-09-01T00:00:01@silver* 2025-01-01@none" },
        { "made good in time", "2024-05-05..2024-08-10 2024-09-20..", "", "2024-01-01@none 2024-05-05@silver 2024-08-10@silver* 2024-09-20@silver" },
        { "made good at the instant of the review", "2024-05-05..2024-08-10 2024-10-01..", "", "2024-01-01@none 2024-05-05@silver 2024-08-10@silver* 2024-10-01@silver" },
        { "short again begins again", "2024-05-05..2024-08-10 2024-08-20..2024-09-10", "", "2024-01-01@none 2024-05-05@silver 2024-08-10@silver* 2024-08-20@silver 2024-09-10@silver* 2025-01-01@none" },
        { "two tiers lost at one review", "2024-05-05..2024-08-10 2024-05-05..2024-08-11", "", "2024-01-01@none 2024-05-05@gold 2024-08-10@gold* 2024-10-01@none" },
        { "the higher lost, the lower only just short", "2024-05-05..2024-07-10 2024-05-05..2024-09-20", "", "2024-01-01@none 2024-05-05@gold 2024-07-10@gold* 2024-10-01@silver* 2025-01-01@none" },
        { "demoted and promoted again", "2024-05-05..2024-08-10 2024-11-01..", "", "2024-01-01@none 2024-05-05@silver 2024-08-10@silver* 2024-10-01@none 2024-11-01@silver" },
        { "grace keeps it, then the shortfall begins", "2024-05-05..2024-08-10", "P30D", "2024-01-01@none 2024-05-05@silver 2024-08-10@silver* 2025-01-01@none" },
        { "grace that is long enough", "2024-05-05..2024-08-10 2024-09-01..", "P30D", "2024-01-01@none 2024-05-05@silver 2024-08-10@silver* 2024-09-01@silver" },
        { "grace earns no promotion", "2024-05-05..2024-08-10 2024-08-20..", "P30D", "2024-01-01@none 2024-05-05@silver 2024-08-10@silver* 2024-08-20@silver" },
        { "held before the programme began", "2023-01-01..2024-02-01", "", "2024-01-01@silver 2024-02-01@silver* 2024-04-01@none" },
        { "lost before the programme began", "2023-01-01..2023-12-31", "", "2024-01-01@none" },
    };

    private static ProgramPolicy Programme(TierPolicy? tiers) => Policy([Course("sls")], Certification("SLS", new OneCourse("sls"))) with
    {
        Tiers = [Tier("silver", Need(1, "SLS")), Tier("gold", Need(2, "SLS"))],
        Benefits = [Gated("deals", "silver", new Gate { Id = "deals" })],
        TierPolicy = tiers,
    };

    private static PartnerFacts Facts(string spans) => Partner([.. spans.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((span, i) =>
        Person($"p{i}", "2020-01-01", null, Award($"p{i}", "SLS", span.Split("..")[0], span.Split("..")[1] is { Length: > 0 } end ? end : null)))]);

    private static string Text(StandingTimeline standing)
    {
        var told = standing.Segments.Select(segment => (segment.From, Tier: $"{segment.Tier ?? "none"}{(segment.IsProvisional ? "*" : "")}")).ToList();
        return string.Join(' ', told.Where((item, i) => i == 0 || told[i - 1].Tier != item.Tier).Select(item => $"{Given.Text(item.From)}@{item.Tier}"));
    }

    private static StandingTimeline Through(PartnerFacts facts, TierPolicy? tiers) =>
        StandingTimeline.Of([new PolicyVersion(1, Programme(tiers), At("2024-01-01"), At("2024-01-01"))], _ => facts);

    [Theory]
    [MemberData(nameof(Histories))]
    public void The_tier_follows_what_is_reached(string what, string spans, string grace, string expected)
    {
        Assert.NotEmpty(what);
        Assert.Equal(expected, Text(Through(Facts(spans), Quarterly with { Grace = grace.Length == 0 ? null : Period(grace) })));
    }

    [Fact]
    public void Without_a_tier_policy_the_tier_is_what_is_reached() =>
        Assert.Equal("2024-01-01@none 2024-05-05@silver 2024-08-10@none", Text(Through(Facts("2024-05-05..2024-08-10"), null)));

    [Fact]
    public void The_shortfall_is_told_from_its_first_day_with_the_day_of_the_loss()
    {
        var standing = Through(Facts("2024-05-05..2024-08-10"), Quarterly);
        Assert.Null(standing.At(At("2024-08-09T23:59:59"))!.ShortSince);
        Assert.Equal(At("2024-08-10"), standing.At(At("2024-08-10"))!.ShortSince);
        Assert.Equal(At("2024-10-01"), standing.LowerAfter(At("2024-08-10")));
        var answer = Standing.Rules.Gates.Evaluate(standing, "deals", At("2024-08-10"))!;
        Assert.Equal((true, "silver", At("2024-10-01")), (answer.Outcome.Decision, answer.Outcome.Tier, answer.GraceUntil));
        Assert.Equal(new ReasonOutcome("CERT_COUNT_SHORTFALL", "SLS ≥ 1", 0, 1), Assert.Single(answer.Outcome.Reasons));
        Assert.EndsWith("; the tier is held for the time being", answer.Reasons[0].Message, StringComparison.Ordinal);
        answer = Standing.Rules.Gates.Evaluate(standing, "deals", At("2024-10-01"))!;
        Assert.Equal((false, (string?)null, (DateTime?)null), (answer.Outcome.Decision, answer.Outcome.Tier, answer.GraceUntil));
        Assert.Equal("CERT_COUNT_SHORT", answer.Outcome.Reasons[0].Code);
    }

    [Fact]
    public void Grace_is_flagged_in_the_answer()
    {
        var standing = Through(Facts("2024-05-05..2024-08-10"), Quarterly with { Grace = Period("P30D") });
        var answer = Standing.Rules.Gates.Evaluate(standing, "deals", At("2024-08-20"))!;
        Assert.Equal((true, true, At("2025-01-01")), (answer.Outcome.Decision, answer.Outcome.Provisional, answer.GraceUntil));
        Assert.Equal("CERT_COUNT_IN_GRACE", answer.Outcome.Reasons[0].Code);
        Assert.Equal(At("2024-09-09"), GateTimeline.From(standing, "deals", At("2024-08-20")).ValidUntil);
        Assert.Null(standing.At(At("2024-09-08"))!.ShortSince);
        Assert.Equal(At("2024-09-09"), standing.At(At("2024-09-09"))!.ShortSince);
    }

    [Fact]
    public void A_leaver_has_no_grace()
    {
        var facts = Partner(Person("p", "2020-01-01", "2024-08-10", Award("p", "SLS", "2024-05-05", null)));
        Assert.Equal(At("2024-08-10"), Through(facts, Quarterly with { Grace = Period("P30D") }).At(At("2024-08-11"))!.ShortSince);
    }

    [Fact]
    public void A_floor_holds_a_named_partner_up_for_its_time()
    {
        var floored = Quarterly with { Floors = [new TierFloor { Partner = "crm:7", Tier = "gold", Until = At("2024-07-01"), Reason = "agreed" }] };
        var facts = Facts("2024-05-05..") with { References = ["crm:7"] };
        Assert.Equal("2024-01-01@gold* 2024-07-01@silver", Text(Through(facts, floored)));
        Assert.Equal("2024-01-01@none 2024-05-05@silver", Text(Through(facts with { References = ["crm:8"] }, floored)));
        Assert.Equal("2024-01-01@gold* 2024-07-01@none", Text(Through(Facts(""), floored with { Floors = [floored.Floors[0] with { Partner = "partner-1" }] })));
        Assert.True(Through(facts, floored).At(At("2024-02-01"))!.Lifted);
    }

    [Theory]
    [InlineData("2020-01-01", "2020-01-01")]
    [InlineData("2020-01-01T00:00:01", "2020-04-01")]
    [InlineData("2019-12-31", "2020-01-01")]
    [InlineData("2019-07-02", "2019-10-01")]
    [InlineData("2031-02-03", "2031-04-01")]
    public void Reviews_are_counted_from_the_anchor_both_ways(string from, string review) =>
        Assert.Equal(At(review), ReviewCalendar.FirstFrom(Quarterly, At(from)));

    [Fact]
    public void Reviews_from_the_end_of_a_month_do_not_drift()
    {
        var monthly = Quarterly with { Review = Period("P1M"), Anchor = At("2024-01-31") };
        Assert.Equal(At("2024-02-29"), ReviewCalendar.FirstFrom(monthly, At("2024-02-01")));
        Assert.Equal(At("2024-03-31"), ReviewCalendar.FirstFrom(monthly, At("2024-03-01")));
        Assert.Equal(Instants.Forever, ReviewCalendar.FirstFrom(monthly, At("9999-06-01")));
        Assert.Equal(At("2024-01-10"), ReviewCalendar.FirstFrom(Quarterly with { Review = Period("P1W"), Anchor = At("2024-01-03") }, At("2024-01-04")));
    }

    [Fact]
    public void The_answer_holds_until_the_next_instant_at_which_anything_changes()
    {
        var timeline = GateTimeline.From(Through(Facts("2024-05-05..2024-08-10"), Quarterly), "deals", At("2024-06-01"));
        Assert.Equal([At("2024-08-10"), At("2024-10-01"), null], timeline.Segments.Select(segment => segment.Until));
        Assert.Equal([true, true, false], timeline.Segments.Select(segment => segment.Outcome!.Decision));
    }
}
