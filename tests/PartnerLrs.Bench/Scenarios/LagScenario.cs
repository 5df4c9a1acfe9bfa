using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary><c>lag</c>: how far gates are behind the log while statements come in as fast as the server takes them.</summary>
internal sealed class LagScenario : IScenario
{
    /// <summary>The case of a statement's way to the gate.</summary>
    public const string Fold = "from acknowledged to reflected by gates";

    private const string AcademyLms = "academy-lms";
    /// <summary>It yields few figures, so it takes longer than what yields thousands a second.</summary>
    private const int Longer = 3;

    private const int StandardBatch = 50;
    private const int StandardConnections = 32;

    public string Name => "lag";

    public bool IsForAny => false;

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (var kind in session.Kinds)
        {
            await using var server = await DemoServer.StartAsync(session, kind, cancellationToken);
            await RunAsync(session, kind, server, cancellationToken);
        }
    }

    /// <summary>Measures on a server with the demo programme.</summary>
    public static async Task RunAsync(Session session, DatabaseKind? kind, OwnServer server, CancellationToken cancellationToken)
    {
        var length = session.Length with { Duration = session.Length.Duration * Longer, Count = null };
        var prm = await DemoServer.GateRequestsAsync(server, cancellationToken);
        // The demo's programme trusts this credential for its courses; it gets a new secret here.
        var trusted = await server.CredentialAsync(AcademyLms, ["statements/write", "statements/read/mine"], cancellationToken);
        var requests = new Requests(server);
        foreach (var batch in session.Options.Batches.Count > 0 ? session.Options.Batches : [StandardBatch])
        {
            foreach (var connections in session.Options.Connections.Count > 0 ? session.Options.Connections : [StandardConnections])
            {
                using var probe = new LagProbe(new Requests(server.Endpoint, trusted, server.Version), prm);
                var source = session.Fresh(isHot: false);
                var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                // The load lasts until the last statement was reflected, however long that takes.
                using var finish = new CancellationTokenSource();
                var load = ClosedLoop.RunAsync(
                    connections, length with { Duration = length.Duration + LagProbe.Patience + LagProbe.Patience, Opened = opened }, 1, _ => new WriteWork(requests, source, batch), server.Process, cancellationToken, finish.Token);
                await await Task.WhenAny(opened.Task, load);
                try
                {
                    await probe.RunAsync(length.Duration, cancellationToken);
                }
                finally
                {
                    await finish.CancelAsync();
                }

                var run = await load;
                var row = new Measurement
                {
                    Scenario = "lag",
                    Subject = server.Name,
                    Case = Fold,
                    Command = Reproduction.Of(session, "lag", kind, batch, connections),
                    Batch = batch,
                    Connections = connections,
                };
                await session.AddAsync(row with
                {
                    Seconds = run.Seconds,
                    Requests = probe.Lags.TotalCount,
                    RequestsPerSecond = probe.Lags.TotalCount / run.Seconds,
                    Latencies = ClosedLoop.Summarise(probe.Lags),
                    Errors = probe.GivenUp == 0 ? new Dictionary<string, long>(StringComparer.Ordinal) : new Dictionary<string, long>(StringComparer.Ordinal) { ["0"] = probe.GivenUp },
                    FirstError = probe.GivenUp == 0 ? null : "A statement was not reflected after 30 s.",
                });
                await session.AddAsync((row with { Case = $"the load meanwhile: batches of {batch}, {connections} connections" }).With(run));
            }
        }
    }
}
