using System.Globalization;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Scenarios;
using PartnerLrs.Bench.Targets;

namespace PartnerLrs.Bench.Reports;

/// <summary><c>report</c>: turns results into RESULTS.md and plots beside it. Where the same thing was measured more than once, the last file's figures stand.</summary>
internal static class Report
{
    private const string FileName = "RESULTS.md";
    private const string RemarksName = "REMARKS.md";
    private static readonly (string Scenario, string Title, string Text)[] Sections =
    [
        ("ingest", "Writes", "A closed loop; each request is a batch. COPY writes the same rows into the same tables with the same indexes, in transactions of as many statements as the connections have in flight (at most 2,000)."),
        ("load", "Filling", "Batches of 500 on 4 connections, from one volume to the next."),
        ("disk", "On disk", "The log's tables with their indexes (PostgreSQL), or the whole file (SQLite)."),
        ("reads", "Reads", "Pages of 100 where there are as many. The bare endpoint is Kestrel giving the same bytes, asked by the same client; the limit with a row is the same with one prepared statement on PostgreSQL before it answers."),
        (PageGrowth.Name, "Pages as the log grows", "Two servers asked in turn, one with few and one with many statements stored; the ratio is that of the medians."),
        ("more", "Walks over everything", "From page to page by `more`."),
        ("mixed", "Nine writes for each read", ""),
        ("gates", "Gates", "Without a condition every answer is recorded on disk before it is given."),
        ("lag", "The fold behind full ingest", "From the acknowledgement of a pass to the first gate answer whose `reflectsThrough` covers it."),
        ("kill", "Killed under load", "32 connections post batches of 50; then SIGKILL to the server, or an immediate stop and a restart of PostgreSQL. Every acknowledged statement is asked for by id."),
        ("start", "Start", "From the start of the process to `/health/ready`, the median of three; memory after ten idle seconds."),
    ];

    /// <summary>Writes the report.</summary>
    public static async Task WriteAsync(IReadOnlyList<FileInfo> files, DirectoryInfo folder, TextWriter output, CancellationToken cancellationToken)
    {
        var results = new List<ResultFile>();
        foreach (var file in files)
            results.Add(await ResultFile.ReadAsync(file, cancellationToken));
        var all = Latest([.. results.OrderBy(result => result.TakenAt).SelectMany(result => result.Measurements)]);
        folder.Create();
        var plots = new List<(string Scenario, string File, string Title)>();
        foreach (var (scenario, name, plot) in Plots.Of(all))
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), plot.Draw(), cancellationToken);
            plots.Add((scenario, name, plot.Title));
        }

        // What the figures mean is written by people, and goes below them.
        var remarks = Path.Combine(folder.FullName, RemarksName);
        IEnumerable<string> said = File.Exists(remarks) ? ["", .. await File.ReadAllLinesAsync(remarks, cancellationToken)] : [];
        await File.WriteAllLinesAsync(Path.Combine(folder.FullName, FileName), Lines(results, all, plots).Concat(said), cancellationToken);
        await output.WriteLineAsync($"Wrote {Path.Combine(folder.FullName, FileName)} with {all.Count} rows and {plots.Count} plots.");
    }

    private static IEnumerable<string> Lines(IReadOnlyList<ResultFile> results, IReadOnlyList<Measurement> all, IReadOnlyList<(string Scenario, string File, string Title)> plots)
    {
        yield return "# Results";
        yield return "";
        yield return "Made by the `report` command from results that the tool measured; what is said below the tables is from REMARKS.md. Each command goes after";
        yield return "`dotnet run -c Release --project tests/PartnerLrs.Bench --`. Processor time is in percent of one core.";
        yield return "";
        foreach (var machine in results.GroupBy(result => result.Machine.Line, StringComparer.Ordinal))
            yield return $"- {machine.Key}; {string.Join(", ", machine.Select(result => result.TakenAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal))}";
        yield return "";
        yield return "## Targets";
        yield return "";
        yield return MarkdownTable.Line(["target", "", "LRS", "measured", "", "command"]);
        yield return MarkdownTable.Line(["---", "---", "---", "---", "---", "---"]);
        foreach (var target in TargetList.All)
        {
            var verdict = target.Judge(all);
            yield return MarkdownTable.Line([target.Name, target.Sentence, target.Subject, verdict?.Measured ?? "", verdict is null ? "not measured" : verdict.IsMet ? "pass" : "**fail**", verdict is null ? "`targets`" : $"`{verdict.Command}`"]);
        }

        foreach (var (scenario, title, text) in Sections)
        {
            var rows = all.Where(m => m.Scenario == scenario).ToList();
            if (rows.Count == 0)
                continue;
            yield return "";
            yield return $"## {title}";
            yield return "";
            if (text.Length > 0)
            {
                yield return text;
                yield return "";
            }

            foreach (var plot in plots.Where(plot => plot.Scenario == scenario))
            {
                yield return $"![{plot.Title}]({plot.File})";
                yield return "";
            }

            foreach (var line in MarkdownTable.Of(rows))
                yield return line;
        }
    }

    private static IReadOnlyList<Measurement> Latest(IReadOnlyList<Measurement> all) =>
        [.. all.GroupBy(m => (m.Scenario, m.Subject, m.Case, m.Volume, m.Connections, m.Batch, m.IsHot)).Select(group => group.Last())];
}
