using PartnerLrs.Bench.Results;

namespace PartnerLrs.Bench.Reports;

/// <summary>The plots of a report: what changes with the number of stored statements.</summary>
internal static class Plots
{
    private static readonly (string Name, string Title, string Unit, Func<Measurement, double> Value)[] Reads =
    [
        ("throughput", "Reads per second", "requests/s", m => m.RequestsPerSecond),
        ("p50", "Median latency of reads", "milliseconds", m => m.Latencies?.P50 ?? 0),
        ("p99", "99th percentile of reads' latency", "milliseconds", m => m.Latencies?.P99 ?? 0),
    ];

    /// <summary>The plots, with the scenario that each belongs to and its file's name.</summary>
    public static IEnumerable<(string Scenario, string File, SvgPlot Plot)> Of(IReadOnlyList<Measurement> all)
    {
        var reads = all.Where(m => m is { Scenario: "reads", Volume: not null }).ToList();
        foreach (var some in reads.GroupBy(m => (m.Subject, m.Connections)))
        {
            foreach (var (name, title, unit, value) in Reads)
            {
                var plot = new SvgPlot($"{title}: {some.Key.Subject}, {some.Key.Connections} connections", unit, Lines(some, m => m.Case, value));
                yield return ("reads", $"reads-{FileName(some.Key.Subject)}-{some.Key.Connections}-{name}.svg", plot);
            }
        }

        var loads = all.Where(m => m is { Scenario: "load", Volume: not null }).ToList();
        if (loads.Count > 0)
            yield return ("load", "load-throughput.svg", new SvgPlot("Statements written per second while filling up to a volume", "statements/s", Lines(loads, m => m.Subject, m => m.StatementsPerSecond)));
        var disks = all.Where(m => m is { Disk: not null, Volume: not null }).ToList();
        if (disks.Count > 0)
            yield return ("disk", "disk.svg", new SvgPlot("Bytes on disk for a statement", "bytes", Lines(disks, m => m.Subject, m => m.Disk!.BytesPerStatement)));
    }

    private static IReadOnlyList<PlotLine> Lines(IEnumerable<Measurement> some, Func<Measurement, string> name, Func<Measurement, double> value) =>
        [.. some.GroupBy(name, StringComparer.Ordinal).Select(line => new PlotLine(line.Key, [.. line.OrderBy(m => m.Volume).GroupBy(m => m.Volume!.Value).Select(at => (at.Key, value(at.Last())))]))];

    private static string FileName(string subject) => string.Concat(subject.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
}
