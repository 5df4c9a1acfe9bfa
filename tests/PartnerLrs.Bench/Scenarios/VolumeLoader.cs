using System.Diagnostics;
using PartnerLrs.Bench.Generation;
using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary>
/// Brings an LRS to a volume of stored statements through its own interface, so that any LRS can be filled. What is there from an earlier call is
/// found by its ids and not sent again.
/// </summary>
internal sealed class VolumeLoader(Session session, ILrs lrs, DatabaseKind? kind)
{
    private static readonly long[] StandardVolumes = [10_000, 100_000, 1_000_000];
    private const int Batch = 500;
    private const int Connections = 4;
    private static readonly TimeSpan Progress = TimeSpan.FromSeconds(10);
    private readonly StatementComposer composer = session.Stored;
    private readonly Requests requests = new(lrs);
    private long? loaded;

    /// <summary>The volumes that were asked for, smallest first, or the usual ones.</summary>
    public static IReadOnlyList<long> Volumes(Session session) => session.Options.Volumes.Count > 0 ? session.Options.Volumes : StandardVolumes;

    /// <summary>Loads what is missing and reports how fast that was, and what it takes on disk.</summary>
    public async Task LoadAsync(long volume, CancellationToken cancellationToken)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
        if (await HasAsync(http, volume, cancellationToken))
            throw new BenchException($"{lrs.Name} holds more than {Numbers.Volume(volume)} generated statements. Ask for larger volumes, or for an empty store.");
        var there = loaded ?? await FindAsync(http, volume, cancellationToken);
        if (there < volume)
            await SendAsync(http, there, volume, cancellationToken);
        loaded = volume;
        if (lrs.Database is { } database)
        {
            await Settling.WaitAsync(lrs, cancellationToken);
            await ReportDiskAsync(http, database, volume, cancellationToken);
        }
    }

    private async Task SendAsync(HttpMessageInvoker http, long there, long volume, CancellationToken cancellationToken)
    {
        await session.SayAsync($"loading statements {Numbers.Whole(there)} to {Numbers.Whole(volume)} into {lrs.Name}");
        var source = new StatementSource(composer, there);
        var (started, sent, meter) = (Stopwatch.GetTimestamp(), 0L, new ResourceMeter(lrs.Process));
        var senders = Enumerable.Range(0, Connections).Select(_ => Task.Run(
            async () =>
            {
                var buffer = new byte[(Batch * (StatementComposer.MaximumLength + 1)) + 1];
                long first;
                while ((first = source.Take(Batch)) < volume)
                {
                    var count = (int)Math.Min(Batch, volume - first);
                    using var request = requests.Post(buffer.AsMemory(0, composer.WriteBatch(first, count, buffer)));
                    using var response = await http.SendAsync(request, cancellationToken);
                    if (!response.IsSuccessStatusCode)
                        throw new BenchException($"Loading failed at statement {first}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
                    Interlocked.Add(ref sent, count);
                }
            },
            cancellationToken)).ToList();
        var all = Task.WhenAll(senders);
        while (await Task.WhenAny(all, Task.Delay(Progress, cancellationToken)) != all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rate = Interlocked.Read(ref sent) / Stopwatch.GetElapsedTime(started).TotalSeconds;
            await session.SayAsync($"{Numbers.Whole(there + Interlocked.Read(ref sent))} of {Numbers.Whole(volume)}, {Numbers.Whole(rate)} a second");
        }

        await all;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await session.AddAsync(new Measurement
        {
            Scenario = "load",
            Subject = lrs.Name,
            Case = $"{Numbers.Volume(there)} to {Numbers.Volume(volume)}",
            Command = Reproduction.Of(session, "reads", kind, volume: volume),
            Batch = Batch,
            Connections = Connections,
            Volume = volume,
            Seconds = seconds,
            Requests = (sent + Batch - 1) / Batch,
            StatementsPerSecond = sent / seconds,
            RequestsPerSecond = sent / seconds / Batch,
            Resources = meter.Read(),
        });
    }

    private async Task ReportDiskAsync(HttpMessageInvoker http, IBenchDatabase database, long volume, CancellationToken cancellationToken)
    {
        const int sample = 100;
        const int spread = 2_000;
        using var request = requests.Get($"statements?limit={sample}");
        using var response = await http.SendAsync(request, cancellationToken);
        var page = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var count = PageCounting.Statements(page);
        var buffer = new byte[StatementComposer.MaximumLength];
        var sentBytes = Enumerable.Range(0, spread).Average(i => composer.Write(volume * i / spread, buffer));
        // The newest page is of one kind of step, longer or shorter than the rest; what the LRS adds is the same for all.
        var added = ((double)page.Length / Math.Max(1, count)) - Enumerable.Range(1, sample).Average(i => composer.Write(volume - i, buffer));
        await session.AddAsync(new Measurement
        {
            Scenario = "disk",
            Subject = lrs.Name,
            Case = Numbers.Volume(volume),
            Command = Reproduction.Of(session, "reads", kind, volume: volume),
            Volume = volume,
            Disk = new Disk(await database.LogBytesAsync(cancellationToken), volume, sentBytes, sentBytes + added),
        });
    }

    /// <summary>How many of the statements are there without a gap, in whole batches; the last batches of a load that was abandoned are sent again.</summary>
    private async Task<long> FindAsync(HttpMessageInvoker http, long volume, CancellationToken cancellationToken)
    {
        if (await HasAsync(http, volume - 1, cancellationToken))
            return volume;
        var (low, high) = (0L, volume / Batch);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (await HasAsync(http, (middle * Batch) - 1, cancellationToken))
                low = middle;
            else
                high = middle - 1;
        }

        return Math.Max(0, low - (2 * Connections)) * Batch;
    }

    private async Task<bool> HasAsync(HttpMessageInvoker http, long n, CancellationToken cancellationToken)
    {
        using var request = requests.Get($"statements?statementId={composer.Id(n)}");
        using var response = await http.SendAsync(request, cancellationToken);
        return (int)response.StatusCode switch
        {
            200 => true,
            404 => false,
            var status => throw new BenchException($"{lrs.Name} answers {status} to a read by id: {await response.Content.ReadAsStringAsync(cancellationToken)}"),
        };
    }
}
