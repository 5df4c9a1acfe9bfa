using System.Globalization;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Scenarios;

namespace PartnerLrs.Bench.Targets;

/// <summary>The targets. Those that compare with COPY hold for PostgreSQL, the rest for both databases unless they name one.</summary>
internal static class TargetList
{
    /// <summary>Stored statements with which reads are compared.</summary>
    public const long SmallVolume = 10_000;

    /// <summary>Stored statements at which reads are judged.</summary>
    public const long LargeVolume = 1_000_000;

    private const string Postgres = "partnerlrs-postgres";
    private const string Sqlite = "partnerlrs-sqlite";

    /// <summary>The writes that are compared with COPY, and what part of it is to be reached.</summary>
    private static readonly (string Name, int Batch, int Connections, int HotConnections, double Part, double? P99)[] Writes =
    [
        ("ingest-50", 50, 32, 8, 0.65, null),
        ("ingest-500", 500, 8, 8, 0.7, null),
        ("ingest-single", 1, 128, 128, 0.4, 40),
    ];

    /// <summary>Every target.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        .. Writes.Select(write => new Target(
            write.Name,
            Text($"{Batches(write.Batch)} × {write.Connections} connections: at least {write.Part} × COPY{(write.P99 is { } p99 ? Text($", p99 at most {p99} ms") : "")}"),
            Postgres,
            all => Ingest(all, Postgres, write.Batch, write.Connections, isHot: false) is { Comparison: { } comparison } m
                ? Of(m, comparison.Ratio >= write.Part && (write.P99 is not { } most || m.Latencies!.P99 <= most), $"{Numbers.Ratio(comparison.Ratio)} ({Numbers.Whole(m.StatementsPerSecond)}/s of {Numbers.Whole(comparison.PerSecond)}/s), p99 {Numbers.Milliseconds(m.Latencies!.P99)} ms")
                : null)),
        .. Writes.Select(write => new Target(
            write.Name + "-hot",
            Text($"{Batches(write.Batch)} × {write.HotConnections} connections, every statement in one course: no error, at least 0.9 × as fast as spread over courses"),
            Postgres,
            all => Ingest(all, Postgres, write.Batch, write.HotConnections, isHot: true) is { } hot && Ingest(all, Postgres, write.Batch, write.HotConnections, isHot: false) is { } spread
                ? Of(hot, hot.StatementsPerSecond >= 0.9 * spread.StatementsPerSecond, Text($"{Numbers.Ratio(hot.StatementsPerSecond / spread.StatementsPerSecond)} ({Numbers.Whole(hot.StatementsPerSecond)}/s of {Numbers.Whole(spread.StatementsPerSecond)}/s)"))
                : null)),
        new(
            "ingest-50-sqlite",
            "Batches of 50 × 32 connections on SQLite: at least 10,000/s",
            Sqlite,
            all => Ingest(all, Sqlite, 50, 32, isHot: false) is { } m ? Of(m, m.StatementsPerSecond >= 10_000, $"{Numbers.Whole(m.StatementsPerSecond)}/s") : null),
        .. Both(
            "page",
            "A filtered page of 100 at 1 M stored, 8 connections: p99 at most 15 ms",
            (all, subject) => Worst(Pages(all, subject, LargeVolume), m => m.Latencies!.P99) is { } m ? Of(m, m.Latencies!.P99 <= 15, $"{Numbers.Milliseconds(m.Latencies!.P99)} ms ({m.Case})") : null),
        .. Both("page-growth", "A filtered page of 100: median at 1 M at most 1.3 × the median at 10 k", Growth),
        .. Both(
            "by-id",
            "A statement by id at 1 M stored, 8 connections: at least 0.5 × a bare endpoint",
            (all, subject) => Last(all, m => m.Scenario == "reads" && m.Subject == subject && m.Case == ReadQueries.ById && m.Volume == LargeVolume && m.Connections == ReadsScenario.StandardConnections) is { Comparison: { } comparison } m
                ? Of(m, comparison.Ratio >= 0.5, OfBare(m, comparison))
                : null),
        .. Both(
            "gate",
            "A gate, 32 connections: at least 0.5 × a bare endpoint, p99 at most 5 ms",
            (all, subject) => Last(all, m => m.Scenario == "gates" && m.Subject == subject && m.Case == GatesScenario.Unconditional && m.Connections == GatesScenario.StandardConnections) is { Comparison: { } comparison } m
                ? Of(m, comparison.Ratio >= 0.5 && m.Latencies!.P99 <= 5, $"{OfBare(m, comparison)}, p99 {Numbers.Milliseconds(m.Latencies!.P99)} ms")
                : null),
        .. Both(
            "lag",
            "The fold behind full ingest: p99 at most 1 s",
            (all, subject) => Last(all, m => m.Scenario == "lag" && m.Subject == subject && m.Case == LagScenario.Fold) is { } m
                ? Of(m, m.Latencies!.P99 <= 1_000, $"{Numbers.Milliseconds(m.Latencies!.P99)} ms, median {Numbers.Milliseconds(m.Latencies.P50)} ms")
                : null),
        .. Both(
            "disk",
            "On disk at 1 M: at most 1.6 × the statements' bytes as given back",
            (all, subject) => Last(all, m => m.Disk is not null && m.Subject == subject && m.Volume == LargeVolume) is { Disk: { } disk } m
                ? Of(m, disk.Ratio <= 1.6, Text($"{Numbers.Ratio(disk.Ratio)} ({disk.BytesPerStatement:F0} bytes for {disk.StoredBytes:F0}; {Numbers.Ratio(disk.BytesPerStatement / disk.SentBytes)} × as sent)"))
                : null),
    ];

    /// <summary>The writes that the targets need, on PostgreSQL; those that stand beside one another are measured one after the other.</summary>
    public static IEnumerable<IngestCase> Cases => Writes
        .SelectMany(write => new[]
        {
            new IngestCase(write.Batch, write.Connections, IsHot: false, IsCompared: true),
            new IngestCase(write.Batch, write.HotConnections, IsHot: false, IsCompared: write.HotConnections == write.Connections),
            new IngestCase(write.Batch, write.HotConnections, IsHot: true, IsCompared: false),
        })
        .Distinct();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Batches(int batch) => batch == 1 ? "Single statements" : $"Batches of {batch}";

    private static string OfBare(Measurement m, Yardstick comparison) =>
        $"{Numbers.Ratio(comparison.Ratio)} ({Numbers.Whole(m.RequestsPerSecond)}/s of {Numbers.Whole(comparison.PerSecond)}/s)";

    private static Target[] Both(string name, string sentence, Func<IReadOnlyList<Measurement>, string, Verdict?> judge) =>
        [new(name, sentence, Postgres, all => judge(all, Postgres)), new(name + "-sqlite", sentence, Sqlite, all => judge(all, Sqlite))];

    /// <summary>A figure that was reached while requests failed was not reached.</summary>
    private static Verdict Of(Measurement m, bool isMet, string measured)
    {
        var errors = m.Errors.Values.Sum();
        return new Verdict(isMet && errors == 0, errors == 0 ? measured : $"{measured}, {Numbers.Whole(errors)} errors", m.Command);
    }

    private static Verdict? Growth(IReadOnlyList<Measurement> all, string subject) =>
        Worst([.. all.Where(m => m.Scenario == PageGrowth.Name && m.Subject == subject && m.Volume == LargeVolume)], m => m.Comparison!.Ratio) is { Comparison: { } comparison } m
            ? Of(m, comparison.Ratio <= 1.3, $"{Numbers.Ratio(comparison.Ratio)} ({m.Case}: {comparison.With}; {Numbers.Milliseconds(m.Latencies!.P50)} ms)")
            : null;

    private static Measurement? Ingest(IReadOnlyList<Measurement> all, string subject, int batch, int connections, bool isHot) =>
        Last(all, m => m.Scenario == "ingest" && m.Subject == subject && m.Batch == batch && m.Connections == connections && m.IsHot == isHot);

    /// <summary>The full pages of each kind, the last measurement of each.</summary>
    private static IReadOnlyList<Measurement> Pages(IReadOnlyList<Measurement> all, string subject, long volume) =>
        [.. all.Where(m => m.Scenario == "reads" && m.Subject == subject && m.IsFullPage && m.Volume == volume && m.Connections == ReadsScenario.StandardConnections).GroupBy(m => m.Case, StringComparer.Ordinal).Select(group => group.Last())];

    private static Measurement? Worst(IReadOnlyList<Measurement> some, Func<Measurement, double> by) => some.MaxBy(by);

    private static Measurement? Last(IReadOnlyList<Measurement> all, Func<Measurement, bool> which) => all.LastOrDefault(which);
}
