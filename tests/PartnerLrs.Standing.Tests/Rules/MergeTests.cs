using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Rule 7: people are united, each once; both sets of benefits last until the next review; a merge can be undone.</summary>
public sealed class MergeTests
{
    private static readonly PolicyVersion Version = new(
        1,
        Policy([Course("sls"), Course("se")], Certification("SLS", new OneCourse("sls")), Certification("SE", new OneCourse("se"))) with
        {
            Tiers =
            [
                Tier("silver", Need(1, "SLS")),
                Tier("gold", Need(2, "SLS"), new MetricRequirement { Metric = CommercialMetric.WonDeals, Window = Period("P12M"), AtLeast = 1 }),
            ],
            TierPolicy = new TierPolicy(),
        },
        At("2023-01-01"),
        At("2023-01-01"));

    private static PersonFacts Seller(string id, string? to = null) => Person(id, "2020-01-01", to, Award(id, "SLS", "2022-01-01", null));

    private static PartnerFacts Other(params PersonFacts[] people) => new("partner-2", true, people)
    {
        Commercial = new CommercialFacts([new DealFacts("d", At("2023-06-01")) { ClosedAt = At("2024-03-01"), Won = true }]),
    };

    private static StandingTimeline Merged(PartnerFacts partner, PartnerFacts other, string at = "2024-05-10", string? undone = null) =>
        StandingTimeline.Of([Version], _ => partner with { Merges = [new MergeFacts(At(at), undone is null ? null : At(undone), other)] });

    [Fact]
    public void People_and_deals_of_both_count_from_the_merge_on()
    {
        var standing = Merged(Partner(Seller("a")), Other(Seller("b")));
        Assert.Equal(["silver", "gold"], new[] { "2024-05-09", "2024-05-10" }.Select(at => standing.At(At(at))!.Tier));
        Assert.False(standing.At(At("2024-05-10"))!.IsProvisional);
    }

    [Fact]
    public void Who_belonged_to_both_counts_once()
    {
        var standing = Merged(Partner(Seller("a")), Other(Seller("a")));
        Assert.Equal("silver", standing.At(At("2024-05-10"))!.Tier);
        Assert.Equal(1, standing.At(At("2024-05-10"))!.State.Now[0].Have);
    }

    [Fact]
    public void Who_left_the_other_partner_before_does_not_come_along() =>
        Assert.Equal("silver", Merged(Partner(Seller("a")), Other(Seller("b", to: "2024-05-01"))).At(At("2024-05-10"))!.Tier);

    [Fact]
    public void The_other_partners_tier_lasts_until_the_next_review()
    {
        // The other partner has gold; but of its two sellers one has left it by the merge, so together they do not reach gold.
        var other = Other(Seller("b"), Seller("c", to: "2024-05-01"));
        Assert.Equal("gold", StandingTimeline.Of([Version], _ => other).At(At("2024-05-10"))!.Tier);
        var standing = Merged(Partner(), other);
        Assert.Equal([null, "gold", "gold", "silver"], new[] { "2024-05-09", "2024-05-10", "2024-06-30", "2024-07-01" }.Select(at => standing.At(At(at))!.Tier));
        Assert.True(standing.At(At("2024-05-10"))!.Lifted);
        Assert.Equal(At("2024-07-01"), standing.LowerAfter(At("2024-05-10")));
    }

    [Fact]
    public void A_merge_on_the_day_of_a_review_lasts_until_the_next_one() =>
        Assert.Equal("gold", Merged(Partner(), Other(Seller("b"), Seller("c", to: "2024-06-20")), at: "2024-07-01").At(At("2024-09-30"))!.Tier);

    [Fact]
    public void Its_own_tier_lasts_as_ever()
    {
        var standing = Merged(Partner(Seller("a")), Other());
        Assert.Equal("silver", standing.At(At("2024-08-01"))!.Tier);
    }

    [Fact]
    public void An_undone_merge_takes_its_people_and_its_tier_along()
    {
        var standing = Merged(Partner(), Other(Seller("b"), Seller("c")), undone: "2024-06-01");
        Assert.Equal("gold", standing.At(At("2024-05-31"))!.Tier);
        Assert.Equal(0, standing.At(At("2024-06-01"))!.State.Now[0].Have);
        // What the partner itself held with them it holds as ever: until the review.
        Assert.Equal(["gold", "gold", null], new[] { "2024-06-01", "2024-06-30", "2024-07-01" }.Select(at => standing.At(At(at))!.Tier));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("2024-06-01", false)]
    public void Deals_of_both_count_from_the_merge_until_it_is_undone(string? undone, bool after)
    {
        // Two sellers reach gold with the deal that the other partner had won.
        var standing = Merged(Partner(Seller("a"), Seller("b")), Other(), undone: undone);
        Assert.Equal([false, true, true, after], new[] { "2024-05-09", "2024-05-10", "2024-05-31", "2024-06-01" }.Select(at => standing.At(At(at))!.State.Now[^1].IsMet));
        Assert.Equal("silver", standing.At(At("2024-05-09"))!.Tier);
        Assert.Equal([false, true, true, after], new[] { "2024-05-09", "2024-05-10", "2024-05-31", "2024-06-01" }
            .Select(at => Tiers.Evaluate(Version.Policy, standing.FactsUnder(Version), At(at)).Requirements[^1].IsMet));
    }

    [Fact]
    public void The_other_partners_tier_lasts_until_the_next_review_of_whichever_policy_is_in_force_then()
    {
        // The second version has its reviews in the middle of other months; the one in May is past when it comes to rule.
        var later = Version with { Number = 2, EffectiveAt = At("2024-05-20"), Policy = Version.Policy with { TierPolicy = new TierPolicy { Anchor = At("2024-05-15") } } };
        Assert.Equal(["gold", "gold", "silver"], TiersUnder(later, "2024-05-20", "2024-08-14", "2024-08-15"));
    }

    [Fact]
    public void The_other_partners_tier_does_not_come_back_after_a_policy_without_reviews()
    {
        var without = Version with { Number = 2, EffectiveAt = At("2024-05-20"), Policy = Version.Policy with { TierPolicy = null } };
        Assert.Equal(["gold", "silver", "silver"], TiersUnder(without, "2024-05-19", "2024-05-20", "2024-06-01"));
    }

    private static IEnumerable<string?> TiersUnder(PolicyVersion second, params string[] at)
    {
        var standing = StandingTimeline.Of(
            [Version, second, Version with { Number = 3, EffectiveAt = At(second.Policy.TierPolicy is null ? "2024-06-01" : "2030-01-01") }],
            _ => Partner() with { Merges = [new MergeFacts(At("2024-05-10"), null, Other(Seller("b"), Seller("c", to: "2024-05-01")))] });
        return at.Select(instant => standing.At(At(instant))!.Tier);
    }

    [Fact]
    public void A_merge_of_a_merge_brings_everybody()
    {
        var third = new PartnerFacts("partner-3", true, [Seller("c")]);
        var standing = Merged(Partner(), Other(Seller("b")) with { Merges = [new MergeFacts(At("2024-02-01"), null, third)] });
        Assert.Equal("gold", standing.At(At("2024-05-10"))!.Tier);
    }
}
