using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Rule 6: open deals survive a demotion: approved ones until protected-until, pending ones as of their submission.</summary>
public sealed class OpenDealsTests
{
    // The partner has silver from 2024-01-01 until 2024-06-01.
    private static readonly StandingTimeline Partnered = StandingTimeline.Of(
        [
            new PolicyVersion(
                1,
                Policy([Course("sls")], Certification("SLS", new OneCourse("sls"))) with { Tiers = [Tier("silver", Need(1, "SLS"))], Benefits = [Gated("deals", "silver")] },
                At("2023-01-01"),
                At("2023-01-01")),
        ],
        _ => Partner(Person("p", "2020-01-01", null, Award("p", "SLS", "2024-01-01", "2024-06-01"))));

    [Theory]
    [InlineData("pending, submitted in time", "submitted@2024-05-01", "2024-07-01", true, "DEAL_PENDING")]
    [InlineData("pending, submitted too late", "submitted@2024-06-01", "2024-07-01", false, "DEAL_PENDING")]
    [InlineData("pending, submitted too early", "submitted@2023-12-01", "2024-03-01", false, "DEAL_PENDING")]
    [InlineData("not submitted yet at that instant", "submitted@2024-05-01", "2024-04-01", true, "CERT_COUNT_MET")]
    [InlineData("approved and protected", "submitted@2024-05-01 approved@2024-05-10 protected@2024-11-10", "2024-07-01", true, "DEAL_PROTECTED")]
    [InlineData("approved, in the last second of its protection", "submitted@2024-05-01 approved@2024-05-10 protected@2024-11-10", "2024-11-09T23:59:59", true, "DEAL_PROTECTED")]
    [InlineData("approved, no longer protected", "submitted@2024-05-01 approved@2024-05-10 protected@2024-11-10", "2024-11-10", false, "CERT_COUNT_SHORT")]
    [InlineData("approved without protection", "submitted@2024-05-01 approved@2024-05-10", "2024-07-01", false, "CERT_COUNT_SHORT")]
    [InlineData("before its approval it is pending", "submitted@2024-05-01 approved@2024-08-01 protected@2025-02-01", "2024-07-01", true, "DEAL_PENDING")]
    [InlineData("rejected", "submitted@2024-05-01 rejected@2024-05-10", "2024-07-01", false, "CERT_COUNT_SHORT")]
    [InlineData("closed", "submitted@2024-05-01 approved@2024-05-10 protected@2024-11-10 closed@2024-06-15", "2024-07-01", false, "CERT_COUNT_SHORT")]
    [InlineData("nothing is known of its registration", "", "2024-07-01", false, "CERT_COUNT_SHORT")]
    public void An_open_deal_is_judged_by_its_own_time(string what, string history, string asOf, bool decision, string code)
    {
        Assert.NotEmpty(what);
        var answer = Standing.Rules.Gates.Evaluate(Partnered, "deals", At(asOf), DealQuestion.None, Deal(history))!;
        Assert.Equal((decision, code, At(asOf)), (answer.Outcome.Decision, answer.Outcome.Reasons[0].Code, answer.AsOf));
        Assert.Equal(answer.Outcome.Reasons, answer.Reasons.Select(reason => reason.Outcome));
    }

    [Theory]
    [InlineData("submitted@2024-05-01", "2024-07-01", null)]
    [InlineData("submitted@2024-05-01 approved@2024-05-10 protected@2024-11-10", "2024-07-01", "2024-11-10")]
    [InlineData("submitted@2024-05-01 approved@2024-05-10 protected@2024-11-10", "2024-05-20", "2024-06-01")]
    [InlineData("submitted@2024-05-01 approved@2024-08-01 protected@2025-02-01", "2024-07-01", "2024-08-01")]
    [InlineData("submitted@2024-05-01 approved@2024-05-10 protected@2024-11-10 closed@2024-06-15", "2024-06-10", "2024-06-15")]
    [InlineData("submitted@2024-05-01 rejected@2024-05-10", "2024-07-01", null)]
    [InlineData("submitted@2024-05-01", "2024-05-01", null)]
    public void An_answer_about_an_open_deal_holds_until_the_deal_or_the_partner_turns(string history, string asOf, string? until)
    {
        var timeline = GateTimeline.From(Partnered, "deals", At(asOf), DealQuestion.None, Deal(history));
        Assert.Equal(until is null ? null : At(until), timeline.ValidUntil);
    }

    [Theory]
    [InlineData("submitted@2024-05-01")]
    [InlineData("submitted@2024-01-01 approved@2024-02-01 protected@2024-08-01 closed@2024-09-01")]
    [InlineData("submitted@2024-05-31 approved@2024-07-10 protected@2024-11-10")]
    [InlineData("submitted@2024-05-01 rejected@2024-05-10")]
    public void At_each_of_its_instants_the_timeline_of_a_deal_says_what_is_answered_then(string history)
    {
        var timeline = GateTimeline.From(Partnered, "deals", At("2024-01-01"), DealQuestion.None, Deal(history));
        for (var day = At("2024-01-01"); day < At("2025-01-01"); day = day.AddDays(1))
            Assert.Equal(timeline.Segments.Last(segment => segment.From <= day).Outcome, Standing.Rules.Gates.Evaluate(Partnered, "deals", day, DealQuestion.None, Deal(history))!.Outcome);
    }

    [Fact]
    public void A_deal_submitted_before_the_programme_had_the_gate_is_judged_as_of_now() =>
        Assert.Equal("CERT_COUNT_MET", Standing.Rules.Gates.Evaluate(Partnered, "deals", At("2024-03-01"), DealQuestion.None, Deal("submitted@2022-01-01"))!.Outcome.Reasons[0].Code);

    private static DealFacts Deal(string history)
    {
        var at = history.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split('@')).ToDictionary(item => item[0], item => (DateTime?)At(item[1]));
        return new DealFacts("d", At("2024-01-01"))
        {
            SubmittedAt = at.GetValueOrDefault("submitted"),
            ApprovedAt = at.GetValueOrDefault("approved"),
            ProtectedUntil = at.GetValueOrDefault("protected"),
            RejectedAt = at.GetValueOrDefault("rejected"),
            ClosedAt = at.GetValueOrDefault("closed"),
        };
    }
}
