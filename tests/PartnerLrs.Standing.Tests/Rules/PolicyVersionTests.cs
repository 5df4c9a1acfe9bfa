using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Rule 11: a policy version applies from its effective instant, and what was held before is held on by its rules.</summary>
public sealed class PolicyVersionTests
{
    private static readonly ProgramPolicy Programme = Policy([Course("sls")], Certification("SLS", new OneCourse("sls"))) with
    {
        Tiers = [Tier("silver", Need(1, "SLS"))],
        Benefits = [Gated("deals", "silver")],
        TierPolicy = new TierPolicy(),
    };

    private static readonly PartnerFacts OneSeller = Partner(Person("p", "2020-01-01", null, Award("p", "SLS", "2023-01-01", null)));

    private static PolicyVersion Version(int number, string effective, ProgramPolicy policy) => new(number, policy, At(effective), At("2023-01-01"));

    private static StandingTimeline Through(params PolicyVersion[] versions) => StandingTimeline.Of(versions, _ => OneSeller);

    [Fact]
    public void Before_the_first_version_there_is_no_answer()
    {
        var standing = Through(Version(1, "2024-01-01", Programme));
        Assert.Null(standing.At(At("2023-12-31")));
        Assert.Null(Standing.Rules.Gates.Evaluate(standing, "deals", At("2023-12-31")));
        Assert.Equal([null, (bool?)true], GateTimeline.From(standing, "deals", At("2023-12-31")).Segments.Select(segment => segment.Outcome?.Decision));
    }

    [Fact]
    public void A_version_that_asks_for_more_takes_nothing_away_before_the_review()
    {
        var harder = Programme with { Tiers = [Tier("silver", Need(2, "SLS"))] };
        var standing = Through(Version(1, "2024-01-01", Programme), Version(2, "2024-05-01", harder));
        Assert.Equal(("silver", At("2024-05-01")), (standing.At(At("2024-05-01"))!.Tier, standing.At(At("2024-05-01"))!.ShortSince));
        Assert.Equal("silver", standing.At(At("2024-06-30"))!.Tier);
        Assert.Null(standing.At(At("2024-07-01"))!.Tier);
        Assert.Equal(2, Standing.Rules.Gates.Evaluate(standing, "deals", At("2024-05-01"))!.PolicyNumber);
    }

    [Fact]
    public void A_shortfall_goes_on_through_a_new_version()
    {
        var facts = Partner(Person("p", "2020-01-01", null, Award("p", "SLS", "2023-01-01", "2024-05-15")));
        var standing = StandingTimeline.Of([Version(1, "2024-01-01", Programme), Version(2, "2024-06-20", Programme with { Name = "New" })], _ => facts);
        Assert.Equal(At("2024-05-15"), standing.At(At("2024-06-25"))!.ShortSince);
        Assert.Null(standing.At(At("2024-07-01"))!.Tier);
    }

    [Fact]
    public void A_tier_that_a_version_no_longer_has_is_gone_at_once()
    {
        var renamed = Programme with { Tiers = [Tier("select", Need(2, "SLS"))], Benefits = [Gated("deals", "select")] };
        var standing = Through(Version(1, "2024-01-01", Programme), Version(2, "2024-05-01", renamed));
        Assert.Null(standing.At(At("2024-05-01"))!.Tier);
        Assert.Equal(At("2024-05-01"), standing.LowerAfter(At("2024-04-01")));
    }

    [Fact]
    public void A_version_without_a_tier_policy_has_no_memory_and_one_with_it_begins_with_what_is_held()
    {
        var facts = Partner(Person("p", "2020-01-01", null, Award("p", "SLS", "2023-01-01", "2024-06-15")));
        var standing = StandingTimeline.Of([Version(1, "2024-01-01", Programme with { TierPolicy = null }), Version(2, "2024-05-01", Programme)], _ => facts);
        Assert.Equal("silver", standing.At(At("2024-06-20"))!.Tier);
        standing = StandingTimeline.Of([Version(1, "2024-01-01", Programme), Version(2, "2024-05-01", Programme with { TierPolicy = null })], _ => facts);
        Assert.Null(standing.At(At("2024-06-20"))!.Tier);
    }

    [Fact]
    public void The_order_in_which_versions_are_given_does_not_matter()
    {
        var versions = new[] { Version(1, "2024-01-01", Programme), Version(2, "2024-05-01", Programme with { Tiers = [Tier("silver", Need(2, "SLS"))] }), Version(3, "2024-05-01", Programme) };
        Assert.Equal(Through(versions).Segments.Select(segment => (segment.From, segment.Tier)), Through([.. versions.Reverse()]).Segments.Select(segment => (segment.From, segment.Tier)));
        Assert.Equal(3, Through(versions).At(At("2024-05-01"))!.Version.Number);
    }
}
