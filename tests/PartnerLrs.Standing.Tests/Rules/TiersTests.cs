using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

public sealed class TiersTests
{
    private const string Long = "2020-01-01";

    private static TierStanding Evaluate(string asOf, params PersonFacts[] people) =>
        Tiers.Evaluate(Partnership.Policy, new PartnerFacts("partner-1", true, people), At(asOf));

    private static PersonFacts Certified(string person, params string[] certifications) =>
        Person(person, Long, null, [.. certifications.Select(id => Award(person, id, "2025-01-01", "2026-01-01"))]);

    [Fact]
    public void Nobody_reaches_no_tier() => Assert.Null(Evaluate("2025-06-01").Tier);

    [Fact]
    public void A_tier_needs_its_own_and_all_lower_requirements()
    {
        Assert.Equal("registered", Evaluate("2025-06-01", Certified("p1", "OVW")).Tier);
        Assert.Equal("silver", Evaluate("2025-06-01", Certified("p1", "OVW", "SLS", "SE-X"), Certified("p2", "OVW")).Tier);
        Assert.Null(Evaluate("2025-06-01", Certified("p1", "SLS", "SE-X"), Certified("p2", "SLS", "SE-Y")).Tier);
    }

    [Fact]
    public void People_count_once_whatever_else_they_hold()
    {
        var standing = Evaluate("2025-06-01", Certified("p1", "OVW", "SLS", "SE-X", "SE-Y"), Certified("p2", "OVW"));
        Assert.Equal("silver", standing.Tier);
        var any = standing.Requirements.Single(requirement => requirement.Requirement is HoldersRequirement { Certifications.Count: 2 });
        Assert.Equal((1m, 1m), (any.Have, any.Need));
        Assert.Equal("SE-X or SE-Y ≥ 1", any.Requirement.Label);
    }

    [Theory]
    [InlineData("2024-12-31T23:59:59", null)]
    [InlineData("2025-01-01", "registered")]
    [InlineData("2025-12-31T23:59:59", "registered")]
    [InlineData("2026-01-01", null)]
    public void An_award_counts_from_its_first_instant_until_its_expiry(string asOf, string? tier) =>
        Assert.Equal(tier, Evaluate(asOf, Certified("p1", "OVW")).Tier);

    [Theory]
    [InlineData("2025-02-28T23:59:59", null)]
    [InlineData("2025-03-01", "registered")]
    [InlineData("2025-05-31T23:59:59", "registered")]
    [InlineData("2025-06-01", null)]
    public void A_member_counts_from_the_affiliations_start_and_a_leaver_at_once_no_longer(string asOf, string? tier) =>
        Assert.Equal(tier, Evaluate(asOf, Person("p1", "2025-03-01", "2025-06-01", Award("p1", "OVW", "2025-01-01", "2026-01-01"))).Tier);

    [Fact]
    public void Every_requirement_of_every_tier_is_told()
    {
        var standing = Evaluate("2025-06-01", Certified("p1", "OVW"), Certified("p2", "OVW"));
        Assert.Equal(["OVW ≥ 1", "OVW ≥ 2", "SLS ≥ 1", "SE-X or SE-Y ≥ 1", "SLS ≥ 3"], standing.Requirements.Select(requirement => requirement.Requirement.Label));
        Assert.Equal([2m, 2, 0, 0, 0], standing.Requirements.Select(requirement => requirement.Have));
        Assert.Equal(["p1", "p2"], standing.Requirements[0].Holders.Select(holder => holder.Person.PersonId));
    }
}
