using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// Commercial figures over windows. A deal counts from the instant that makes it count (it was closed, its registration was approved)
/// until a window later: a figure as of an instant is that of all deals that count then. Open deals are unknown, not lost.
/// </summary>
internal static class Metrics
{
    /// <summary>A figure as of an instant.</summary>
    /// <param name="requirement">Which figure, and what it must reach.</param>
    /// <param name="commercial">The deals, as they are known at some instant.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static RequirementState Evaluate(MetricRequirement requirement, CommercialFacts commercial, DateTime asOf)
    {
        var sum = default(MetricSum);
        foreach (var (counts, part) in Parts(requirement, commercial))
        {
            if (counts.Covers(asOf))
                sum += part;
        }
        return Judge(requirement, sum);
    }

    /// <summary>What each deal adds to a figure, and while it does.</summary>
    public static IEnumerable<(Interval Counts, MetricSum Part)> Parts(MetricRequirement requirement, CommercialFacts commercial)
    {
        foreach (var deal in commercial.Deals)
        {
            if (requirement.Product is { } product && deal.Product != product)
                continue;
            if (Since(requirement, deal) is not { } since)
                continue;
            foreach (var counts in Interval.Intersection([new Interval(since, requirement.Window.EndAfter(since))], [deal.Belongs]))
                yield return (counts, Part(requirement, deal));
        }
    }

    /// <summary>Whether a sum is enough.</summary>
    public static RequirementState Judge(MetricRequirement requirement, MetricSum sum) => requirement.Metric switch
    {
        CommercialMetric.WonAmount => new RequirementState(sum.Amount, requirement.AtLeast, sum.Amount >= requirement.AtLeast),
        CommercialMetric.WinRate when sum.Deals < (requirement.MinimumClosed ?? 1) => new RequirementState(null, requirement.AtLeast, false),
        CommercialMetric.WinRate => new RequirementState(
            Math.Round((decimal)sum.Won / sum.Deals, 4), requirement.AtLeast, sum.Won >= requirement.AtLeast * sum.Deals),
        _ => new RequirementState(sum.Deals, requirement.AtLeast, sum.Deals >= requirement.AtLeast),
    };

    private static DateTime? Since(MetricRequirement requirement, DealFacts deal) => requirement.Metric switch
    {
        CommercialMetric.ApprovedRegistrations => deal.ApprovedAt,
        CommercialMetric.WinRate => deal.ClosedAt,
        CommercialMetric.WonAmount => deal.Won && deal.Amount?.Currency == requirement.Currency ? deal.ClosedAt : null,
        CommercialMetric.WonDeals => deal.Won ? deal.ClosedAt : null,
        _ => throw new InvalidOperationException($"Unknown metric {requirement.Metric}."),
    };

    private static MetricSum Part(MetricRequirement requirement, DealFacts deal) =>
        new(requirement.Metric == CommercialMetric.WonAmount ? deal.Amount!.Amount : 0, 1, deal.Won ? 1 : 0);
}
