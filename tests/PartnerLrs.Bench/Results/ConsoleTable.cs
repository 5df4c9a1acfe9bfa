using System.Globalization;
using System.Text;

namespace PartnerLrs.Bench.Results;

/// <summary>Results as lines of text. Latencies are milliseconds; processor time is percent of one core.</summary>
internal static class ConsoleTable
{
    private static readonly (string Title, int Width, Func<Measurement, string> Value)[] Columns =
    [
        ("case", -44, m => m.Case),
        ("requests", 9, m => Numbers.Whole(m.Requests)),
        ("stmts/s", 9, m => Numbers.Whole(m.StatementsPerSecond)),
        ("req/s", 8, m => Numbers.Whole(m.RequestsPerSecond)),
        ("p50", 7, m => Of(m.Latencies?.P50)),
        ("p95", 7, m => Of(m.Latencies?.P95)),
        ("p99", 7, m => Of(m.Latencies?.P99)),
        ("max", 7, m => Of(m.Latencies?.Max)),
        ("errors", 7, m => Numbers.Whole(m.Errors.Values.Sum())),
        ("server%", 8, m => Percent(m.Resources?.ServerCpu)),
        ("client%", 8, m => Percent(m.Resources?.ClientCpu)),
        ("machine%", 9, m => Percent(m.Resources?.MachineCpu)),
        ("RSS MiB", 8, m => Percent(m.Resources?.ServerResidentMiB)),
        ("peak", 6, m => Percent(m.Resources?.ServerPeakMiB)),
        ("limit/s", 9, m => m.Comparison is { } c ? Numbers.Whole(c.PerSecond) : ""),
        ("ratio", 6, m => m.Comparison is { } c ? Numbers.Ratio(c.Ratio) : ""),
        ("row/s", 9, m => m.Limit is { } l ? Numbers.Whole(l.PerSecond) : ""),
        ("ratio", 6, m => m.Limit is { } l ? Numbers.Ratio(l.Ratio) : ""),
    ];

    /// <summary>The titles.</summary>
    public static string Header => Line(column => column.Title);

    /// <summary>One measurement.</summary>
    public static string Row(Measurement measurement)
    {
        if (measurement.Disk is { } disk)
            return string.Create(CultureInfo.InvariantCulture, $"  {measurement.Case,-44}{disk.BytesPerStatement:F0} bytes on disk a statement of {disk.StoredBytes:F0} ({disk.SentBytes:F0} as sent): {disk.Ratio:F2}");
        return measurement.Start is { } start
            ? string.Create(CultureInfo.InvariantCulture, $"  {measurement.Case,-44}ready after {start.ReadySeconds:F2} s, {start.IdleMiB:F0} MiB idle")
            : Line(column => column.Value(measurement));
    }

    private static string Line(Func<(string Title, int Width, Func<Measurement, string> Value), string> text)
    {
        var line = new StringBuilder("  ");
        foreach (var column in Columns)
            line.Append(column.Width < 0 ? text(column).PadRight(-column.Width) : text(column).PadLeft(column.Width));
        return line.ToString().TrimEnd();
    }

    private static string Of(double? milliseconds) => milliseconds is { } value ? Numbers.Milliseconds(value) : "";

    private static string Percent(double? value) => value is { } number ? Numbers.Whole(number) : "";
}
