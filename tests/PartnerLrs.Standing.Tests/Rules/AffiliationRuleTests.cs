using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Rule 5: a leaver stops counting at once and keeps the awards; a new partner counts them from the affiliation's start.</summary>
public sealed class AffiliationRuleTests
{
    private static readonly ProgramPolicy Programme = Policy([Course("sls")], Certification("SLS", new OneCourse("sls"))) with
    {
        Tiers = [Tier("silver", Need(1, "SLS", role: "sales"))],
    };

    private static readonly AwardPeriod Award = Given.Award("p", "SLS", "2024-01-01", "2025-01-01");

    // Memberships as role@from..to; then when the person counts towards the tier.
    [Theory]
    [InlineData("sales@2020-01-01..", "2024-01-01..2025-01-01")]
    [InlineData("sales@2020-01-01..2024-03-01", "2024-01-01..2024-03-01")]
    [InlineData("sales@2024-03-01..", "2024-03-01..2025-01-01")]
    [InlineData("sales@2020-01-01..2024-03-01 sales@2024-05-01..", "2024-01-01..2024-03-01 2024-05-01..2025-01-01")]
    [InlineData("sales@2020-01-01..2024-03-01 sales@2024-03-01..", "2024-01-01..2025-01-01")]
    [InlineData("sales@2020-01-01..2024-06-01 sales@2024-03-01..", "2024-01-01..2025-01-01")]
    [InlineData("support@2020-01-01..", "")]
    [InlineData("support@2020-01-01..2024-03-01 sales@2024-03-01..", "2024-03-01..2025-01-01")]
    [InlineData("", "")]
    public void A_person_counts_while_affiliated_in_the_role(string memberships, string expected)
    {
        var person = new PersonFacts("p", null, [.. memberships.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Membership)], [Award], []);
        var standing = StandingTimeline.Of([new PolicyVersion(1, Programme, At("2020-01-01"), At("2020-01-01"))], _ => Partner(person));
        var counts = standing.From(At("2020-01-01")).Where(item => item.Segment.Tier == "silver").Select(item => item.Holds);
        Assert.Equal(expected, string.Join(' ', Interval.Union(counts).Select(span => $"{Text(span.From)}..{Text(span.Until)}")));
    }

    [Fact]
    public void Two_partners_share_nobody_when_one_affiliation_counts()
    {
        // Of two affiliations the directory gives the one that counts; where the person changes, the facts of both partners say when.
        var (old, next) = (Partner(new PersonFacts("p", null, [Membership("sales@2020-01-01..2024-06-01")], [Award], [])), Partner(new PersonFacts("p", null, [Membership("sales@2024-06-01..")], [Award], [])));
        foreach (var instant in RandomHistory.Around([At("2024-06-01")]))
            Assert.Single(new[] { old, next }, partner => Tiers.Evaluate(Programme, partner, instant).Tier is not null);
    }

    private static MembershipFacts Membership(string text)
    {
        var parts = text.Split('@', '.');
        return new MembershipFacts([parts[0]], At(parts[1]), parts[3].Length == 0 ? null : At(parts[3]));
    }
}
