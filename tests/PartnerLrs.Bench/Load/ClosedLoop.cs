using System.Diagnostics;
using System.Globalization;
using HdrHistogram;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Load;

/// <summary>
/// A closed loop: so many connections, each with one request in flight. A slow answer holds its connection back, so latencies are what callers
/// of that number see, not what they would see if more kept coming.
/// </summary>
internal static class ClosedLoop
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a load and measures it.</summary>
    /// <param name="connections">How many connections.</param>
    /// <param name="length">How long.</param>
    /// <param name="kinds">How many kinds of requests there are.</param>
    /// <param name="workOf">What connection i asks.</param>
    /// <param name="server">The server, when the tool started it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="finish">Ends the run before its time; what was measured until then stands.</param>
    public static async Task<RunResult> RunAsync(
        int connections, RunLength length, int kinds, Func<int, Work> workOf, ChildProcess? server, CancellationToken cancellationToken, CancellationToken finish = default)
    {
        var window = new Window(length.Count);
        var all = Enumerable.Range(0, connections).Select(i => new Connection(workOf(i), kinds)).ToList();
        try
        {
            var running = Task.WhenAll(all.Select(connection => Task.Run(() => connection.RunAsync(window, cancellationToken), cancellationToken)));
            await WarmUp.WaitAsync(length.Warmup, server, cancellationToken);
            length.Opened?.SetResult();
            var meter = new ResourceMeter(server);
            var start = Stopwatch.GetTimestamp();
            window.Open(start);
            while (!window.IsOver && !finish.IsCancellationRequested && Stopwatch.GetElapsedTime(start) < length.Duration)
            {
                var left = length.Duration - Stopwatch.GetElapsedTime(start);
                await Task.Delay(left < Look ? Max(left, TimeSpan.FromMilliseconds(1)) : Look, cancellationToken);
                meter.Look();
            }

            var closed = window.Close(Stopwatch.GetTimestamp());
            var resources = meter.Read();
            await running;
            return new RunResult(
                Stopwatch.GetElapsedTime(start, closed).TotalSeconds,
                [.. Enumerable.Range(0, kinds).Select(kind => Merge(all, kind))],
                all.SelectMany(c => c.Errors).GroupBy(e => e.Key, e => e.Value).ToDictionary(g => g.Key.ToString(CultureInfo.InvariantCulture), g => g.Sum(), StringComparer.Ordinal),
                all.Select(c => c.FirstError).FirstOrDefault(error => error is not null),
                resources);
        }
        finally
        {
            all.ForEach(connection => connection.Dispose());
        }
    }

    /// <summary>Latencies of a histogram of microseconds.</summary>
    public static Latencies Summarise(HistogramBase histogram) => new(At(histogram, 50), At(histogram, 95), At(histogram, 99), histogram.TotalCount == 0 ? 0 : histogram.GetMaxValue() / 1000.0);

    private static KindResult Merge(IReadOnlyList<Connection> all, int kind)
    {
        var merged = (HistogramBase)all[0].Histograms[kind].Copy();
        foreach (var connection in all.Skip(1))
            merged.Add(connection.Histograms[kind]);
        return new KindResult(merged.TotalCount, all.Sum(connection => connection.Statements[kind]), Summarise(merged));
    }

    private static double At(HistogramBase histogram, double percentile) => histogram.TotalCount == 0 ? 0 : histogram.GetValueAtPercentile(percentile) / 1000.0;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
