using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Gates that look at who works on the deal, and at its product.</summary>
public sealed class DealConditionsTests
{
    // seller holds SLS (no product) until 2024-06-01, engineer holds SE (product atlas) from 2024-03-01; leaver held SLS but left.
    private static readonly PartnerFacts Facts = Partner(
        Person("seller", "2020-01-01", null, Award("seller", "SLS", "2024-01-01", "2024-06-01")),
        Person("engineer", "2020-01-01", null, Award("engineer", "SE", "2024-03-01", null)),
        Person("leaver", "2020-01-01", "2024-02-01", Award("leaver", "SLS", "2024-01-01", null)));

    private static StandingTimeline Standing(Gate gate) => StandingTimeline.Of(
        [
            new PolicyVersion(
                1,
                Policy([Course("sls"), Course("se")], Certification("SLS", new OneCourse("sls")), Certification("SE", new OneCourse("se")) with { Product = "atlas" }) with
                {
                    Products = [new Product { Id = "atlas", Name = "Atlas" }, new Product { Id = "zephyr", Name = "Zephyr" }],
                    Tiers = [Tier("open")],
                    Benefits = [Gated("deals", "open", gate)],
                },
                At("2024-01-01"),
                At("2024-01-01")),
        ],
        _ => Facts);

    private static Gate Holder(GateHolderWho who) => new() { Id = "", Holder = new GateHolder { Who = who, Certifications = ["SLS"] } };

    private static Gate Product(GateProductMatch match) => new() { Id = "", Product = match };

    private static string Codes(Gate gate, string asOf, DealQuestion deal)
    {
        var answer = PartnerLrs.Standing.Rules.Gates.Evaluate(Standing(gate), "deals", At(asOf), deal)!;
        Assert.Equal(answer.Outcome.Reasons.Count == 0, answer.Outcome.Decision);
        Assert.All(answer.Reasons, reason => Assert.NotEmpty(reason.Message));
        return string.Join(' ', answer.Outcome.Reasons.Select(reason => reason.Code));
    }

    [Theory]
    [InlineData("seller", "2024-02-01", "")]
    [InlineData("seller", "2024-06-01", "HOLDER_MISSING")]
    [InlineData("engineer", "2024-03-01", "HOLDER_MISSING")]
    [InlineData("leaver", "2024-01-31", "")]
    [InlineData("leaver", "2024-02-01", "HOLDER_MISSING")]
    [InlineData("stranger", "2024-02-01", "HOLDER_MISSING")]
    [InlineData(null, "2024-02-01", "REGISTRANT_MISSING")]
    public void The_registrant_must_hold_what_the_gate_names(string? registrant, string asOf, string codes) =>
        Assert.Equal(codes, Codes(Holder(GateHolderWho.Registrant), asOf, new DealQuestion { Registrant = registrant }));

    [Theory]
    [InlineData("engineer", "seller", "")]
    [InlineData("seller", "", "")]
    [InlineData(null, "engineer seller", "")]
    [InlineData("engineer", "leaver", "HOLDER_MISSING")]
    [InlineData(null, "", "REGISTRANT_MISSING")]
    public void Somebody_in_the_team_must(string? registrant, string team, string codes) => Assert.Equal(
        codes,
        Codes(Holder(GateHolderWho.Team), "2024-03-01", new DealQuestion { Registrant = registrant, Team = team.Split(' ', StringSplitOptions.RemoveEmptyEntries) }));

    [Theory]
    [InlineData("Partner", null, "atlas", "2024-03-01", "")]
    [InlineData("Partner", null, "atlas", "2024-02-29", "PRODUCT_MISMATCH")]
    [InlineData("Partner", null, "zephyr", "2024-03-01", "PRODUCT_MISMATCH")]
    [InlineData("Partner", null, "unheard-of", "2024-03-01", "PRODUCT_MISMATCH")]
    [InlineData("Partner", null, null, "2024-03-01", "")]
    [InlineData("Registrant", "engineer", "atlas", "2024-03-01", "")]
    [InlineData("Registrant", "seller", "atlas", "2024-03-01", "PRODUCT_MISMATCH")]
    [InlineData("Registrant", null, "atlas", "2024-03-01", "REGISTRANT_MISSING")]
    [InlineData("Registrant", null, null, "2024-03-01", "")]
    public void Somebody_must_be_certified_for_the_deals_product(string match, string? registrant, string? product, string asOf, string codes) =>
        Assert.Equal(codes, Codes(Product(Enum.Parse<GateProductMatch>(match)), asOf, new DealQuestion { Registrant = registrant, Product = product }));

    [Fact]
    public void The_answer_holds_until_the_registrant_no_longer_does()
    {
        var timeline = GateTimeline.From(Standing(Holder(GateHolderWho.Registrant)), "deals", At("2024-02-01"), new DealQuestion { Registrant = "seller" });
        Assert.Equal([At("2024-06-01"), null], timeline.Segments.Select(segment => segment.Until));
        timeline = GateTimeline.From(Standing(Product(GateProductMatch.Partner)), "deals", At("2024-02-01"), new DealQuestion { Product = "atlas" });
        Assert.Equal([(false, (DateTime?)At("2024-03-01")), (true, null)], timeline.Segments.Select(segment => (segment.Outcome!.Decision, segment.Until)));
    }
}
