using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

public sealed class GatesTests
{
    private const string Now = "2025-06-01";

    private static readonly PersonFacts[] Silver =
    [
        Person("p1", "2020-01-01", null, Award("p1", "OVW", "2025-01-01", "2026-01-01"), Award("p1", "SLS", "2025-01-01", "2026-01-01")),
        Person("p2", "2020-01-01", null, Award("p2", "OVW", "2025-01-01", "2026-01-01"), Award("p2", "SE-Y", "2025-02-01", null)),
    ];

    private static GateEvaluation Ask(string gate, PersonFacts[] people, Money? amount = null, bool active = true, string asOf = Now) =>
        Standing.Rules.Gates.Evaluate(Partnership.Version, gate, new PartnerFacts("partner-1", active, people), At(asOf), amount)!;

    private static string Codes(GateEvaluation evaluation) => string.Join(' ', evaluation.Outcome.Reasons.Select(reason => reason.Code));

    [Fact]
    public void A_gate_that_the_policy_lacks_has_no_answer() =>
        Assert.Null(Standing.Rules.Gates.Evaluate(Partnership.Version, "portal", new PartnerFacts("partner-1", true, []), At(Now)));

    [Fact]
    public void A_partner_of_the_gates_tier_passes_and_is_told_why()
    {
        var answer = Ask("deals", Silver);
        Assert.True(answer.Outcome.Decision);
        Assert.Equal(("silver", GateMode.Enforce, 1), (answer.Outcome.Tier, answer.Outcome.Mode, answer.PolicyNumber));
        Assert.Equal("CERT_COUNT_MET CERT_COUNT_MET CERT_COUNT_MET CERT_COUNT_MET", Codes(answer));
        Assert.Equal(
            ["2 people hold OVW Certified in OVW; 1 needed", "2 of 2 people hold OVW Certified in OVW", "1 of 1 people hold SLS Certified in SLS", "1 of 1 people hold SE-X Certified in SE-X or SE-Y Certified in SE-Y"],
            answer.Reasons.Select(reason => reason.Message));
        Assert.Equal([new AwardEvidence(AwardId.For("p2", "SE-Y", At("2025-02-01")), "active", At("2025-02-01"))], answer.Reasons[3].Evidence);
        Assert.Empty(answer.Missing);
    }

    [Fact]
    public void A_gate_of_a_higher_tier_tells_what_is_short_and_who_is_closest()
    {
        PersonFacts[] people =
        [
            .. Silver,
            Person("p3", "2020-01-01", null, Award("p3", "SLS", "2024-01-01", "2025-01-01")),
            Person("p4", "2020-01-01", null, Award("p4", "SLS", "2024-03-01", "2025-03-01")),
            Person("left", "2020-01-01", "2025-05-01", Award("left", "SLS", "2025-03-01", "2026-03-01")),
        ];
        var answer = Ask("mdf", people);
        Assert.False(answer.Outcome.Decision);
        Assert.Equal(("silver", GateMode.Warn), (answer.Outcome.Tier, answer.Outcome.Mode));
        var reason = answer.Reasons[^1];
        Assert.Equal(new ReasonOutcome("CERT_COUNT_SHORT", "SLS ≥ 3", 1, 3), reason.Outcome);
        Assert.Equal("1 of 3 people hold SLS Certified in SLS, 2 expired, the last on 2025-03-01", reason.Message);
        Assert.Equal(["expired", "expired"], reason.Evidence.Select(evidence => evidence.State));
        var missing = Assert.Single(answer.Missing);
        Assert.Equal(("SLS", 2, "SLS ≥ 3"), (missing.Certification, missing.Count, missing.Requirement));
        Assert.Equal(["p2", "p3"], missing.Cheapest.Select(person => person.Person));
    }

    [Fact]
    public void Of_certifications_that_would_do_the_cheapest_for_someone_here_is_asked_for()
    {
        PersonFacts[] people =
        [
            Person("p1", "2020-01-01", null),
            Person("p2", "2020-01-01", null) with { Completions = [Completion(1, "se", "2025-01-01")], Name = "Petra" },
        ];
        var missing = Ask("deals", people).Missing.Single(missing => missing.Requirement.StartsWith("SE-X", StringComparison.Ordinal));
        Assert.Equal("SE-X", missing.Certification);
        var person = Assert.Single(missing.Cheapest);
        Assert.Equal(("p2", "Petra", "exam", 60, "https://academy.example/take/exam"), (person.Person, person.Name, Assert.Single(person.Path), person.Minutes, person.Url));
    }

    [Fact]
    public void With_nobody_to_ask_the_cheapest_certification_from_scratch_is_named()
    {
        var missing = Ask("deals", []).Missing;
        Assert.Equal(["OVW", "OVW", "SLS", "SE-X"], missing.Select(item => item.Certification));
        Assert.Equal([1, 2, 1, 1], missing.Select(item => item.Count));
        Assert.All(missing, item => Assert.Empty(item.Cheapest));
    }

    [Theory]
    [InlineData("50000", "USD", true, null)]
    [InlineData("50000.01", "USD", false, "AMOUNT_OVER_LIMIT")]
    [InlineData("1", "EUR", false, "CURRENCY_MISMATCH")]
    public void A_tiers_limit_caps_the_deal(string amount, string currency, bool decision, string? code)
    {
        var answer = Ask("deals", Silver, new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency));
        Assert.Equal(decision, answer.Outcome.Decision);
        Assert.Equal(code, answer.Outcome.Reasons.FirstOrDefault(reason => GateReasonCodes.Denies(reason.Code))?.Code);
        if (code is not null)
            Assert.Equal(new Money(50000, "USD"), answer.Outcome.Reasons[^1].Limit);
    }

    [Fact]
    public void A_tier_without_a_limit_takes_any_amount()
    {
        PersonFacts[] gold = [.. Silver, .. new[] { "p3", "p4" }.Select(id => Person(id, "2020-01-01", null, Award(id, "SLS", "2025-01-01", null)))];
        var answer = Ask("deals", gold, new Money(1_000_000_000, "EUR"));
        Assert.Equal((true, "gold"), (answer.Outcome.Decision, answer.Outcome.Tier));
    }

    [Fact]
    public void A_partner_below_the_gate_is_told_of_the_limit_it_would_meet_there() =>
        Assert.EndsWith("AMOUNT_OVER_LIMIT", Codes(Ask("deals", [], new Money(60000, "USD"))), StringComparison.Ordinal);

    [Fact]
    public void An_inactive_partner_does_not_pass()
    {
        var answer = Ask("deals", Silver, active: false);
        Assert.False(answer.Outcome.Decision);
        Assert.StartsWith("PARTNER_INACTIVE CERT_COUNT_MET", Codes(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void One_lapse_is_told_with_its_day()
    {
        PersonFacts[] people = [Person("p1", "2020-01-01", null, Award("p1", "OVW", "2025-10-01", "2026-10-01"))];
        Assert.Equal("0 of 1 people hold OVW Certified in OVW, 1 expired on 2026-10-01", Ask("deals", people, asOf: "2026-10-01").Reasons[0].Message);
    }

    [Fact]
    public void A_met_requirement_rests_on_as_many_awards_as_it_needs_those_that_last_longest()
    {
        PersonFacts[] people =
        [
            Person("p1", "2020-01-01", null, Award("p1", "OVW", "2025-01-01", "2027-01-01")),
            Person("p2", "2020-01-01", null, Award("p2", "OVW", "2025-02-01", null)),
            Person("p3", "2020-01-01", null, Award("p3", "OVW", "2025-03-01", "2028-01-01")),
        ];
        var reason = Ask("deals", people).Reasons[0];
        Assert.Equal(3m, reason.Outcome.Have);
        Assert.Equal([people[1].Awards[0].Id], reason.Evidence.Select(evidence => evidence.Award));
    }

    [Fact]
    public void The_evidence_of_a_lapse_is_capped()
    {
        var many = Enumerable.Range(0, 30).Select(i => Person($"p{i}", "2020-01-01", null, Award($"p{i}", "OVW", "2025-01-01", "2025-06-01"))).ToArray();
        Assert.Equal(10, Ask("deals", many).Reasons[0].Evidence.Count);
    }
}
