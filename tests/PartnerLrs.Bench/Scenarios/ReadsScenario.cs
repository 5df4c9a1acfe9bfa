using PartnerLrs.Bench.Comparison;
using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary><c>reads</c>: statements by id and by every filter, at growing volumes.</summary>
internal sealed class ReadsScenario : IScenario
{
    /// <summary>So many connections read.</summary>
    public const int StandardConnections = 8;

    private const int Stride = 97;

    public string Name => "reads";

    public bool IsForAny => true;

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (var kind in session.Kinds)
            await RunAsync(session, kind, VolumeLoader.Volumes(session), (_, _) => true, _ => session.Options.Compare, cancellationToken);
    }

    /// <summary>Loads and measures volume after volume.</summary>
    /// <param name="session">The call.</param>
    /// <param name="kind">On which database.</param>
    /// <param name="volumes">The volumes, smallest first.</param>
    /// <param name="isMeasured">Which reads are measured at which volume.</param>
    /// <param name="isCompared">Which reads are compared with a bare endpoint.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task RunAsync(
        Session session, DatabaseKind? kind, IReadOnlyList<long> volumes, Func<ReadQuery, long, bool> isMeasured, Func<ReadQuery, bool> isCompared, CancellationToken cancellationToken)
    {
        await using var lrs = kind is { } own ? await session.StartAsync(await session.CreateVolumeDatabaseAsync(own, cancellationToken), cancellationToken) : await session.OpenAsync(kind, cancellationToken);
        var loader = new VolumeLoader(session, lrs, kind);
        var requests = new Requests(lrs);
        foreach (var volume in volumes)
        {
            await loader.LoadAsync(volume, cancellationToken);
            foreach (var query in (await new ReadQueries(session.Stored, requests, volume).AllAsync(cancellationToken)).Where(query => isMeasured(query, volume)))
            {
                foreach (var connections in session.Options.Connections.Count > 0 ? session.Options.Connections : [StandardConnections])
                    await MeasureAsync(session, lrs, kind, volume, query, connections, isCompared(query), cancellationToken);
            }
        }

        if (kind is { } ours && volumes.Count > 1)
            await PageGrowth.RunAsync(session, ours, lrs, (volumes[0], volumes[^1]), session.Options.Connections.FirstOrDefault(StandardConnections), cancellationToken);
    }

    /// <summary>Asks a query of a server.</summary>
    public static Task<RunResult> ReadAsync(ILrs lrs, ReadQuery query, int connections, RunLength length, CancellationToken cancellationToken) =>
        ReadAsync(new Requests(lrs), lrs.Process, query, connections, length, cancellationToken);

    private static async Task MeasureAsync(
        Session session, ILrs lrs, DatabaseKind? kind, long volume, ReadQuery query, int connections, bool isCompared, CancellationToken cancellationToken)
    {
        var requests = new Requests(lrs);
        RunResult run;
        Yardstick? comparison = null, limit = null;
        if (!isCompared)
        {
            (run, _) = await Rounds.MedianAsync(session, length => ReadAsync(requests, lrs.Process, length), result => result.RequestsPerSecond, null, "");
        }
        else
        {
            using var http = new HttpMessageInvoker(new SocketsHttpHandler());
            using var request = requests.Get(query.Addresses[0]);
            using var response = await http.SendAsync(request, cancellationToken);
            var sample = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var type = response.Content.Headers.ContentType?.ToString() ?? "application/json";
            await using var bare = await BareServer.StartAsync(sample, type, null, cancellationToken);
            (run, comparison) = await Rounds.MedianAsync(
                session,
                length => ReadAsync(requests, lrs.Process, length),
                result => result.RequestsPerSecond,
                async length => (await ReadAsync(requests.At(bare.Root), bare.Process, length)).RequestsPerSecond,
                $"bare endpoint, {sample.Length} bytes");
            if (query.Name == ReadQueries.ById && kind == DatabaseKind.Postgres && lrs.Database is { } database)
            {
                await using var withRow = await BareServer.StartAsync(sample, type, BareTrip.LookUp(database), cancellationToken);
                limit = Yardstick.Of("bare endpoint with a look-up by key", await ReadAsync(requests.At(withRow.Root), withRow.Process, session.Length), run);
            }
        }

        await session.AddAsync(new Measurement
        {
            Scenario = "reads",
            Subject = lrs.Name,
            Case = query.Name,
            Command = Reproduction.Of(session, "reads", kind, connections: connections, volume: volume),
            Connections = connections,
            Volume = volume,
            Comparison = comparison,
            Limit = limit,
            IsFullPage = query.IsFullPage,
        }.With(run));
        if (query.IsFullPage && run.StatementsPerSecond < 99.9 * run.RequestsPerSecond)
            throw new BenchException($"'{query.Name}' gave {run.StatementsPerSecond / run.RequestsPerSecond:F1} statements a page at {Numbers.Volume(volume)}; expected 100.");

        Task<RunResult> ReadAsync(Requests at, ChildProcess? process, RunLength length) => ReadsScenario.ReadAsync(at, process, query, connections, length, cancellationToken);
    }

    private static Task<RunResult> ReadAsync(Requests at, ChildProcess? process, ReadQuery query, int connections, RunLength length, CancellationToken cancellationToken)
    {
        Uri[] addresses = [.. query.Addresses.Select(at.Address)];
        return ClosedLoop.RunAsync(connections, length, 1, i => new ReadWork(at, addresses, i * Stride), process, cancellationToken);
    }
}
