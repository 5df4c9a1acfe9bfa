using System.Globalization;
using System.Text.Json.Serialization;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>A commercial figure of the partner over a time that ends now.</summary>
public sealed record MetricRequirement : TierRequirement
{
    /// <summary>Which figure.</summary>
    public required CommercialMetric Metric { get; init; }

    /// <summary>Over how long it is taken, back from now.</summary>
    [JsonConverter(typeof(CalendarPeriodJsonConverter))]
    public required CalendarPeriod Window { get; init; }

    /// <summary>What it must reach: units of <see cref="Currency"/>, a number of deals, or a rate from 0 to 1.</summary>
    public required decimal AtLeast { get; init; }

    /// <summary>For amounts the ISO 4217 code in which they are counted; deals in other currencies are left out. Null for other figures.</summary>
    public string? Currency { get; init; }

    /// <summary>For a win rate how many deals must be closed before it says anything; null for 1, and for other figures.</summary>
    public int? MinimumClosed { get; init; }

    /// <summary>The id of the product whose deals count; null for all.</summary>
    public string? Product { get; init; }

    /// <summary>The requirement in one line, e.g. <c>won 250000 USD in P12M</c>.</summary>
    [JsonIgnore]
    public override string Label => string.Create(CultureInfo.InvariantCulture, $"{Named()}{(Product is null ? "" : $" of {Product}")} in {Window}");

    private string Named() => Metric switch
    {
        CommercialMetric.WonAmount => string.Create(CultureInfo.InvariantCulture, $"won ≥ {AtLeast:0.####} {Currency}"),
        CommercialMetric.WonDeals => string.Create(CultureInfo.InvariantCulture, $"won deals ≥ {AtLeast:0.####}"),
        CommercialMetric.ApprovedRegistrations => string.Create(CultureInfo.InvariantCulture, $"approved registrations ≥ {AtLeast:0.####}"),
        CommercialMetric.WinRate => string.Create(CultureInfo.InvariantCulture, $"win rate ≥ {AtLeast * 100:0.##} %{(MinimumClosed is { } least ? $" of {least} or more" : "")}"),
        _ => throw new InvalidOperationException($"Unknown metric {Metric}."),
    };
}
