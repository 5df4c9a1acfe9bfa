namespace PartnerLrs.Bench.Reports;

/// <summary>A line of a plot.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, smallest volume first.</param>
internal sealed record PlotLine(string Name, IReadOnlyList<(long Volume, double Value)> Points);
