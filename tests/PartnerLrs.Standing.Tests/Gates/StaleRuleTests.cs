using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Gates;

namespace PartnerLrs.Standing.Tests.Gates;

/// <summary>What a gate declares for knowledge that lies behind the log.</summary>
public sealed class StaleRuleTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(GateFailMode.Closed, true, false)]
    [InlineData(GateFailMode.Closed, false, false)]
    [InlineData(GateFailMode.Open, true, true)]
    [InlineData(GateFailMode.Open, false, true)]
    [InlineData(GateFailMode.Answer, true, true)]
    [InlineData(GateFailMode.Answer, false, false)]
    public void A_stale_gate_answers_as_it_declares_and_says_so_first(GateFailMode mode, bool known, bool told)
    {
        var reply = Reply(mode, known).With(Now.AddMinutes(-16), Now);

        Assert.Equal((told, "STALE_DATA", Now), (reply.Answer.Decision, reply.Answer.Reasons[0].Code, reply.Answer.ValidUntil));
        Assert.Equal(AnswerTemplate.Of(reply.Answer).Key, reply.Template.Key);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(900, false)]
    [InlineData(901, true)]
    [InlineData(null, true)]
    public void Knowledge_is_stale_when_it_is_older_than_the_policy_allows_or_nobody_knows_how_old_it_is(int? seconds, bool stale)
    {
        var reply = Reply(GateFailMode.Closed, true);

        Assert.Equal(stale, !ReferenceEquals(reply, reply.With(seconds is { } age ? Now.AddSeconds(-age) : null, Now)));
    }

    [Fact]
    public void A_gate_that_declares_nothing_is_never_stale() => Assert.Null(StaleRule.Of(new Gate { Id = "deals", FailMode = GateFailMode.Closed }));

    [Fact]
    public void A_waiver_is_leave_to_pass_whatever_is_known()
    {
        var reply = Reply(GateFailMode.Closed, true);
        var waived = reply with { Answer = reply.Answer with { Waiver = new GateAnswerWaiver("w", "agreed", Now.AddDays(1)) } };

        Assert.True(waived.With(null, Now).Answer.Decision);
    }

    private static GateReply Reply(GateFailMode mode, bool decision)
    {
        var answer = new GateAnswer
        {
            Decision = decision,
            Mode = "enforce",
            Gate = "deals",
            Partner = new GatePartner("p", null),
            AsOf = Now,
            KnownAt = Now,
            PolicyVersion = 1,
            Reasons = [],
            Missing = [],
        };
        return new GateReply(answer, AnswerTemplate.Of(answer), StaleRule.Of(new Gate { Id = "deals", FailMode = mode, StaleAfter = TimeSpan.FromMinutes(15) }));
    }
}
