using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>What lapses in the next 90 days and what it does; and who cannot be missed.</summary>
public sealed class WillChangeTests
{
    private static readonly ProgramPolicy Programme = Policy(
        [Course("sls", 90), Course("delta", 15), Course("ovw", 30)],
        Certification("SLS", new OneCourse("sls")) with
        {
            Product = "atlas",
            ReleasePolicy = new ReleasePolicy { On = ReleaseTrigger.Major, Window = Period("P90D"), Deltas = [new ReleaseDelta { Release = "r7", Requires = new OneCourse("delta") }] },
        },
        Certification("OVW", new OneCourse("ovw"))) with
    {
        Products = [new Product { Id = "atlas", Name = "Atlas", Releases = [Release("r7", "2025-06-01")] }],
        Tiers = [Tier("silver", Need(1, "SLS")), Tier("gold", Need(2, "SLS"), Need(1, "OVW"))],
        Benefits = [Gated("deals", "silver"), Gated("mdf", "gold")],
    };

    private static PersonFacts Learner(string id, string history, string? left = null) => new(
        id, null, [new MembershipFacts([], At("2020-01-01"), left is null ? null : At(left))], Awards.Of(id, Programme, Done(history)), Done(history));

    private static StandingTimeline Standing(PartnerFacts facts, TierPolicy? tiers = null) =>
        StandingTimeline.Of([new PolicyVersion(1, Programme with { TierPolicy = tiers }, At("2024-01-01"), At("2024-01-01"))], _ => facts);

    private static (string[] Changes, DateTime FreshUntil) Ask(StandingTimeline standing, string gate, string asOf)
    {
        var (changes, fresh) = WillChange.Of(standing, GateTimeline.From(standing, gate, At(asOf)), gate, At(asOf));
        return ([.. changes.Select(change =>
            $"{Text(change.On)} {change.Tier ?? "none"} {(change.Decision ? "allowed" : "denied")}{string.Concat(change.Lapses.Select(lapse => $" {lapse.Certification}/{lapse.EndedBy ?? "validity"} {lapse.Keep.Person}:{string.Join('+', lapse.Keep.Path)}={lapse.Keep.Minutes}"))}")], fresh);
    }

    [Fact]
    public void A_lapse_is_told_with_what_it_does_and_the_shortest_way_to_keep_the_award()
    {
        var standing = Standing(Partner(Learner("p", "sls@2025-01-01")));
        Assert.Equal(["2025-08-30 none denied SLS/r7 p:delta=15"], Ask(standing, "deals", "2025-07-01").Changes);
        standing = Standing(Partner(Learner("p", "sls@2025-07-01")));
        Assert.Equal(["2026-07-01 none denied SLS/validity p:sls=90"], Ask(standing, "deals", "2026-06-01").Changes);
    }

    [Fact]
    public void What_lies_further_ahead_is_told_when_it_comes_within_ninety_days()
    {
        var standing = Standing(Partner(Learner("p", "sls@2025-07-01")));
        var (changes, fresh) = Ask(standing, "deals", "2026-01-01");
        Assert.Empty(changes);
        Assert.Equal(At("2026-04-02"), fresh);
        Assert.Single(Ask(standing, "deals", "2026-04-02").Changes);
        Assert.Empty(Ask(standing, "deals", "2026-04-01").Changes);
    }

    [Fact]
    public void A_lapse_that_changes_nothing_is_told_as_such()
    {
        var standing = Standing(Partner(Learner("p", "sls@2025-07-01"), Learner("q", "sls@2026-05-01")));
        Assert.Equal(["2026-07-01 silver allowed SLS/validity p:sls=90"], Ask(standing, "deals", "2026-06-01").Changes);
    }

    [Fact]
    public void What_the_gate_does_not_ask_for_is_left_out()
    {
        var standing = Standing(Partner(Learner("p", "sls@2026-05-01 ovw@2025-07-01")));
        Assert.Empty(Ask(standing, "deals", "2026-06-01").Changes);
        Assert.Equal(["2026-07-01 silver denied OVW/validity p:ovw=30"], Ask(standing, "mdf", "2026-06-01").Changes);
    }

    [Fact]
    public void Who_has_left_by_then_lets_nothing_lapse_but_leaving_is_a_change()
    {
        var standing = Standing(Partner(Learner("p", "sls@2025-07-01", left: "2026-06-15")));
        Assert.Equal(["2026-06-15 none denied"], Ask(standing, "deals", "2026-06-01").Changes);
    }

    [Fact]
    public void A_review_at_which_the_tier_is_lost_is_told()
    {
        var standing = Standing(Partner(Learner("p", "sls@2025-07-01")), new TierPolicy());
        Assert.Equal(["2026-07-01 silver allowed SLS/validity p:sls=90"], Ask(standing, "deals", "2026-06-01").Changes);
        Assert.Equal(["2026-10-01 none denied"], Ask(standing, "deals", "2026-08-01").Changes);
    }

    [Theory]
    [InlineData("p:sls", "p→none")]
    [InlineData("p:sls q:sls", "")]
    [InlineData("p:sls q:sls+ovw", "p→silver q→silver")]
    [InlineData("p:sls q:sls r:ovw", "p→silver q→silver r→silver")]
    [InlineData("p:sls q:sls r:ovw s:ovw", "p→silver q→silver")]
    [InlineData("p:sls q:sls r:sls s:ovw", "s→silver")]
    [InlineData("p:ovw", "")]
    [InlineData("", "")]
    public void Who_cannot_be_missed(string people, string expected)
    {
        var facts = Partner([.. people.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(person =>
            Learner(person.Split(':')[0], string.Join(' ', person.Split(':')[1].Split('+').Select(course => $"{course}@2025-07-01"))))]);
        Assert.Equal(expected, string.Join(' ', KeyPeople.Of(PolicyIndex.Of(Programme), facts, At("2025-08-01")).Select(person => $"{person.Person}→{person.TierWithout ?? "none"}")));
    }

    [Fact]
    public void In_a_group_somebody_else_may_step_in()
    {
        var policy = Programme with { Tiers = [Tier("silver", Need(1, "SLS", group: "g"), Need(1, "OVW", group: "g"))] };
        PartnerFacts Facts(params string[] histories) => Partner([.. histories.Select((history, i) => Learner($"p{i}", history))]);
        string[] Key(PartnerFacts facts) => [.. KeyPeople.Of(PolicyIndex.Of(policy), facts, At("2025-08-01")).Select(person => person.Person)];
        Assert.Equal(["p0", "p1"], Key(Facts("sls@2025-07-01", "sls@2025-07-01 ovw@2025-07-01")));
        Assert.Equal(["p1"], Key(Facts("sls@2025-07-01", "ovw@2025-07-01", "sls@2025-07-01")));
        Assert.Empty(Key(Facts("sls@2025-07-01 ovw@2025-07-01", "sls@2025-07-01 ovw@2025-07-01", "sls@2025-07-01 ovw@2025-07-01")));
    }
}
