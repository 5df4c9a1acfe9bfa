using PartnerLrs.Bench.Results;

namespace PartnerLrs.Bench.Reports;

/// <summary>Measurements as a table in Markdown; columns that no row fills are left out.</summary>
internal static class MarkdownTable
{
    private static readonly (string Title, bool IsNumber, Func<Measurement, string> Value)[] Columns =
    [
        ("LRS", false, m => m.Subject),
        ("what", false, m => m.Case),
        ("stored", true, m => m.Volume is { } volume ? Numbers.Volume(volume) : ""),
        ("connections", true, m => m.Connections?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ""),
        ("requests", true, m => m.Requests > 0 ? Numbers.Whole(m.Requests) : ""),
        ("statements/s", true, m => m.StatementsPerSecond > 0 ? Numbers.Whole(m.StatementsPerSecond) : ""),
        ("requests/s", true, m => m.RequestsPerSecond > 0 ? Numbers.Whole(m.RequestsPerSecond) : ""),
        ("p50 ms", true, m => m.Latencies is { } l ? Numbers.Milliseconds(l.P50) : ""),
        ("p95 ms", true, m => m.Latencies is { } l ? Numbers.Milliseconds(l.P95) : ""),
        ("p99 ms", true, m => m.Latencies is { } l ? Numbers.Milliseconds(l.P99) : ""),
        ("max ms", true, m => m.Latencies is { } l ? Numbers.Milliseconds(l.Max) : ""),
        ("errors", true, m => m.Errors.Count > 0 ? string.Join(", ", m.Errors.Select(e => $"{e.Key}: {e.Value}")) : ""),
        ("server CPU %", true, m => m.Resources?.ServerCpu is { } cpu ? Numbers.Whole(cpu) : ""),
        ("client CPU %", true, m => m.Resources is { } r ? Numbers.Whole(r.ClientCpu) : ""),
        ("machine CPU %", true, m => m.Resources?.MachineCpu is { } cpu ? Numbers.Whole(cpu) : ""),
        ("server MiB", true, m => m.Resources?.ServerPeakMiB is { } peak ? Numbers.Whole(peak) : ""),
        ("compared with", false, m => m.Comparison is { } c ? $"{c.With}: {Numbers.Whole(c.PerSecond)}/s" : ""),
        ("ratio", true, m => m.Comparison is { } c ? Numbers.Ratio(c.Ratio) : ""),
        ("limit with a row", false, m => m.Limit is { } l ? $"{l.With}: {Numbers.Whole(l.PerSecond)}/s" : ""),
        ("ratio to it", true, m => m.Limit is { } l ? Numbers.Ratio(l.Ratio) : ""),
        ("bytes/statement", true, m => m.Disk is { } d ? Numbers.Whole(d.BytesPerStatement) : ""),
        ("given back", true, m => m.Disk is { } d ? Numbers.Whole(d.StoredBytes) : ""),
        ("as sent", true, m => m.Disk is { } d ? Numbers.Whole(d.SentBytes) : ""),
        ("× given back", true, m => m.Disk is { } d ? Numbers.Ratio(d.Ratio) : ""),
        ("ready s", true, m => m.Start is { } s ? Numbers.Ratio(s.ReadySeconds) : ""),
        ("idle MiB", true, m => m.Start is { } s ? Numbers.Whole(s.IdleMiB) : ""),
        ("command", false, m => $"`{m.Command}`"),
    ];

    /// <summary>The lines of the table.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<Measurement> rows)
    {
        var used = Columns.Where(column => rows.Any(row => column.Value(row).Length > 0)).ToList();
        yield return Line(used.Select(column => column.Title));
        yield return Line(used.Select(column => column.IsNumber ? "---:" : "---"));
        foreach (var row in rows)
            yield return Line(used.Select(column => column.Value(row)));
    }

    /// <summary>One line.</summary>
    public static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
