using System.Globalization;
using CsCheck;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using static PartnerLrs.Standing.Tests.Rules.Given;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>Commercial figures over windows, as of an instant and as known at one.</summary>
public sealed class MetricsTests
{
    // Deals: d1 won 100 USD on 2024-03-01, approved 2024-01-10; d2 lost on 2024-04-01, approved 2024-02-10; d3 won 50 EUR on 2024-05-01
    // (product core); d4 open, approved 2024-06-01; d5 won 30 USD on 2024-02-29; d6 rejected.
    private static readonly CommercialFacts Deals = new(
    [
        new DealFacts("d1", At("2024-03-02")) { Amount = new Money(100, "USD"), ApprovedAt = At("2024-01-10"), ClosedAt = At("2024-03-01"), Won = true },
        new DealFacts("d2", At("2024-04-02")) { Amount = new Money(70, "USD"), ApprovedAt = At("2024-02-10"), ClosedAt = At("2024-04-01") },
        new DealFacts("d3", At("2024-05-02")) { Amount = new Money(50, "EUR"), Product = "core", ClosedAt = At("2024-05-01"), Won = true },
        new DealFacts("d4", At("2024-06-02")) { Amount = new Money(900, "USD"), ApprovedAt = At("2024-06-01") },
        new DealFacts("d5", At("2024-03-05")) { Amount = new Money(30, "USD"), ClosedAt = At("2024-02-29"), Won = true },
        new DealFacts("d6", At("2024-03-05")) { SubmittedAt = At("2024-03-01"), RejectedAt = At("2024-03-04") },
    ]);

    private static MetricRequirement Metric(string metric, decimal atLeast, string window = "P12M", int? minimum = null, string? product = null) => new()
    {
        Metric = Enum.Parse<CommercialMetric>(metric),
        Window = Period(window),
        AtLeast = atLeast,
        Currency = metric == "WonAmount" ? "USD" : null,
        MinimumClosed = minimum,
        Product = product,
    };

    [Theory]
    [InlineData("WonAmount", "2024-02-28", "0")]
    [InlineData("WonAmount", "2024-02-29", "30")]
    [InlineData("WonAmount", "2024-03-01", "130")]
    [InlineData("WonAmount", "2024-06-01", "130")]
    [InlineData("WonAmount", "2025-02-27", "130")]
    [InlineData("WonAmount", "2025-02-28", "100")]
    [InlineData("WonAmount", "2025-03-01", "0")]
    [InlineData("WonDeals", "2024-06-01", "3")]
    [InlineData("WonDeals", "2024-06-01", "1", null, "core")]
    [InlineData("WonDeals", "2024-06-01", "1", null, null, "P1M1D")]
    [InlineData("ApprovedRegistrations", "2024-05-31", "2")]
    [InlineData("ApprovedRegistrations", "2024-06-01", "3")]
    [InlineData("ApprovedRegistrations", "2025-01-10", "2")]
    [InlineData("WinRate", "2024-02-28", null)]
    [InlineData("WinRate", "2024-03-01", "1")]
    [InlineData("WinRate", "2024-04-01", "0.6667")]
    [InlineData("WinRate", "2024-06-01", "0.75")]
    [InlineData("WinRate", "2024-06-01", "0.75", 4)]
    [InlineData("WinRate", "2024-06-01", null, 5)]
    public void A_figure_is_of_the_deals_that_count_then(string metric, string asOf, string? expected, int? minimum = null, string? product = null, string window = "P12M") => Assert.Equal(
        expected is null ? null : decimal.Parse(expected, CultureInfo.InvariantCulture),
        Metrics.Evaluate(Metric(metric, 1, window, minimum, product), Deals, At(asOf)).Have);

    [Theory]
    [InlineData("WonAmount", "130", true)]
    [InlineData("WonAmount", "130.01", false)]
    [InlineData("WinRate", "0.75", true)]
    [InlineData("WinRate", "0.7501", false)]
    [InlineData("WonDeals", "3", true)]
    [InlineData("WonDeals", "3.5", false)]
    public void It_is_enough_when_it_is_reached(string metric, string atLeast, bool met) => Assert.Equal(
        met, Metrics.Evaluate(Metric(metric, decimal.Parse(atLeast, CultureInfo.InvariantCulture)), Deals, At("2024-06-01")).IsMet);

    [Fact]
    public void Too_few_closed_deals_are_not_enough_whatever_their_rate() =>
        Assert.False(Metrics.Evaluate(Metric("WinRate", 0, minimum: 5), Deals, At("2024-06-01")).IsMet);

    [Fact]
    public void A_rate_is_not_rounded_before_it_is_judged()
    {
        var third = new CommercialFacts([.. Enumerable.Range(0, 3).Select(i => new DealFacts($"d{i}", At("2024-01-02")) { ClosedAt = At("2024-01-01"), Won = i == 0 })]);
        Assert.False(Metrics.Evaluate(Metric("WinRate", 0.33334m), third, At("2024-02-01")).IsMet);
        Assert.True(Metrics.Evaluate(Metric("WinRate", 0.33333m), third, At("2024-02-01")).IsMet);
    }

    [Theory]
    [InlineData("2024-01-14", null, null)]
    [InlineData("2024-01-15", 50, 0)]
    [InlineData("2024-02-14", 50, 0)]
    [InlineData("2024-02-15", 80, 1)]
    [InlineData(null, 80, 1)]
    public void A_deal_is_what_was_known_of_it(string? knownAt, int? amount, int? won)
    {
        var deals = new CommercialFacts(
        [
            new DealFacts("d", At("2024-02-15")) { Amount = new Money(80, "USD"), ClosedAt = At("2024-01-10"), Won = true },
            new DealFacts("d", At("2024-01-15")) { Amount = new Money(50, "USD") },
        ]).AsKnown(knownAt is null ? null : At(knownAt));
        Assert.Equal(amount, (int?)deals.Deals.SingleOrDefault()?.Amount!.Amount);
        if (won is { } expected)
            Assert.Equal(expected, Metrics.Evaluate(Metric("WonDeals", 1), deals, At("2024-03-01")).Have);
    }

    [Fact]
    public void The_answer_changes_as_deals_slide_out_of_the_window()
    {
        var policy = Policy([]) with
        {
            Tiers = [Tier("gold", new AnyRequirement { Any = [Metric("WonAmount", 130), Metric("ApprovedRegistrations", 3)] })],
            Benefits = [Gated("mdf", "gold")],
        };
        var standing = StandingTimeline.Of([new PolicyVersion(1, policy, At("2024-01-01"), At("2024-01-01"))], _ => Partner() with { Commercial = Deals });
        Assert.Equal(
            "2024-01-01- 2024-03-01+ 2025-02-28-",
            string.Join(' ', GateTimeline.From(standing, "mdf", At("2024-01-01")).Segments.Select(segment => $"{Text(segment.From)}{(segment.Outcome!.Decision ? '+' : '-')}")));
        var answer = Standing.Rules.Gates.Evaluate(standing, "mdf", At("2024-01-01"))!;
        Assert.Equal("ALTERNATIVE_SHORT", answer.Outcome.Reasons[0].Code);
        Assert.Equal("None of these is met: won ≥ 130 USD in P12M, or approved registrations ≥ 3 in P12M", answer.Reasons[0].Message);
        Assert.Empty(answer.Missing);
    }

    [Fact]
    public void Figures_are_told_in_words()
    {
        var policy = Policy([]) with { Tiers = [Tier("gold", Metric("WonAmount", 250), Metric("WinRate", 0.8m), Metric("WinRate", 0.1m, minimum: 20), Metric("WonDeals", 3))], Benefits = [Gated("mdf", "gold")] };
        var standing = StandingTimeline.Of([new PolicyVersion(1, policy, At("2024-01-01"), At("2024-01-01"))], _ => Partner() with { Commercial = Deals });
        Assert.Equal(
            [
                "130 USD won; 250 USD won needed within P12M", "75 % of deals won; 80 % of deals won needed within P12M",
                "too few deals closed to tell a win rate (20 needed); 10 % of deals won needed within P12M", "3 deals won; 3 deals won needed within P12M",
            ],
            Standing.Rules.Gates.Evaluate(standing, "mdf", At("2024-06-01"))!.Reasons.Select(reason => reason.Message));
    }
}
