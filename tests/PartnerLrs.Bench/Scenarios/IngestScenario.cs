using PartnerLrs.Bench.Comparison;
using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;
using PartnerLrs.Xapi;

namespace PartnerLrs.Bench.Scenarios;

/// <summary><c>ingest</c>: statements posted one by one and in batches.</summary>
internal sealed class IngestScenario : IScenario
{
    private const double LinksMayDiffer = 0.01;
    private static readonly int[] StandardBatches = [1, 10, 50, 500];
    private static readonly int[] StandardConnections = [1, 8, 32, 128];

    public string Name => "ingest";

    public bool IsForAny => true;

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var batches = session.Options.Batches.Count > 0 ? session.Options.Batches : StandardBatches;
        var connections = session.Options.Connections.Count > 0 ? session.Options.Connections : StandardConnections;
        IReadOnlyList<IngestCase> cases = [.. batches.SelectMany(batch => connections.Select(c => new IngestCase(batch, c, session.Options.IsHot, session.Options.Compare)))];
        foreach (var kind in session.Kinds)
            await RunAsync(session, kind, cases, cancellationToken);
    }

    /// <summary>Measures cases one after the other on one database, each beside its limit where that was asked for.</summary>
    public static async Task RunAsync(Session session, DatabaseKind? kind, IReadOnlyList<IngestCase> cases, CancellationToken cancellationToken)
    {
        await using var lrs = await session.OpenAsync(kind, cancellationToken);
        await using var limit = cases.Any(c => c.IsCompared) && lrs.Database is PostgresBenchDatabase
            ? await CopyLimit.CreateAsync((PostgresBenchDatabase)await session.CreateDatabaseAsync(DatabaseKind.Postgres, cancellationToken), Version(session), cancellationToken)
            : null;
        var requests = new Requests(lrs);
        foreach (var (batch, connections, isHot, isCompared) in cases)
        {
            var source = session.Fresh(isHot);
            var volume = 0L;
            var group = Math.Min(batch * connections, CopyLimit.LargestGroup);
            var (run, comparison) = await Rounds.MedianAsync(
                session, MeasureAsync, result => result.StatementsPerSecond, limit is not null && isCompared ? CopyAsync : null, $"COPY, {group} a transaction");

            await session.AddAsync(new Measurement
            {
                Scenario = "ingest",
                Subject = lrs.Name,
                Case = $"batches of {batch}, {connections} connections{(isHot ? ", hot" : "")}",
                Command = Reproduction.Of(session, "ingest", kind, batch, connections, isHot),
                Batch = batch,
                Connections = connections,
                IsHot = isHot,
                Comparison = comparison,
            }.With(run));

            async Task<RunResult> MeasureAsync(RunLength length)
            {
                volume = limit is not null && isCompared ? await ((PostgresBenchDatabase)lrs.Database!).StatementsAsync(cancellationToken) : 0;
                return await ClosedLoop.RunAsync(connections, length, 1, _ => new WriteWork(requests, source, batch), lrs.Process, cancellationToken);
            }

            async Task<double> CopyAsync(RunLength length)
            {
                await limit!.GrowAsync(session.Fresh(isHot), volume, cancellationToken);
                return await limit.RunAsync(session.Fresh(isHot), group, length, cancellationToken);
            }
        }

        if (limit is not null)
            await CheckAsync(limit, (PostgresBenchDatabase)lrs.Database!, cancellationToken);
    }

    private static XapiVersion Version(Session session) => session.Options.XapiVersion.StartsWith("1.", StringComparison.Ordinal) ? XapiVersion.V1 : XapiVersion.V2;

    /// <summary>The limit is one only as long as it writes what the server writes.</summary>
    private static async Task CheckAsync(CopyLimit limit, PostgresBenchDatabase database, CancellationToken cancellationToken)
    {
        var written = await database.LinksPerStatementAsync(cancellationToken);
        if (Math.Abs(written - limit.LinksPerStatement) > LinksMayDiffer * written)
            throw new BenchException($"The server wrote {written:F2} links a statement, COPY {limit.LinksPerStatement:F2}: {nameof(CopyLimit)} has to follow the server's tables.");
    }
}
