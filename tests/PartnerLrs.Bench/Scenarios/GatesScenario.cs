using PartnerLrs.Bench.Comparison;
using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary><c>gates</c>: one gate of one partner, asked by many. Without a condition every answer is recorded on disk before it is given.</summary>
internal sealed class GatesScenario : IScenario
{
    /// <summary>So many connections ask.</summary>
    public const int StandardConnections = 32;

    /// <summary>The case that has no condition.</summary>
    public const string Unconditional = "check";

    private const string Conditional = "check, If-None-Match";
    private const string Partner = "nordwind";

    public string Name => "gates";

    public bool IsForAny => false;

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (var kind in session.Kinds)
        {
            await using var server = await DemoServer.StartAsync(session, kind, cancellationToken);
            await RunAsync(session, kind, server, isConditionalToo: true, cancellationToken);
        }
    }

    /// <summary>Measures on a server with the demo programme.</summary>
    /// <param name="session">The call.</param>
    /// <param name="kind">On which database the server is.</param>
    /// <param name="server">The server.</param>
    /// <param name="isConditionalToo">Whether conditional requests are measured too.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task RunAsync(Session session, DatabaseKind? kind, OwnServer server, bool isConditionalToo, CancellationToken cancellationToken)
    {
        var requests = await DemoServer.GateRequestsAsync(server, cancellationToken);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = requests.Get(DemoServer.Gate(Partner));
        using var response = await http.SendAsync(request, cancellationToken);
        var sample = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new BenchException($"The gate answers {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(sample)}");
        var tag = response.Headers.ETag?.ToString() ?? throw new BenchException("The gate's answer has no ETag.");
        await using var bare = session.Options.Compare ? await BareServer.StartAsync(sample, "application/json", null, cancellationToken) : null;

        foreach (var connections in session.Options.Connections.Count > 0 ? session.Options.Connections : [StandardConnections])
        {
            foreach (var condition in isConditionalToo ? new[] { null, tag } : [null])
            {
                var (run, comparison) = await Rounds.MedianAsync(
                    session,
                    length => AskAsync(requests, server.Process, length),
                    result => result.RequestsPerSecond,
                    bare is null ? null : async length => (await AskAsync(requests.At(bare.Root), bare.Process, length)).RequestsPerSecond,
                    $"bare endpoint, {(condition is null ? sample.Length : 0)} bytes");
                Yardstick? limit = null;
                if (bare is not null && condition is null && kind == DatabaseKind.Postgres)
                {
                    await using var withRow = await BareServer.StartAsync(sample, "application/json", await BareTrip.RecordAsync(server.Database, cancellationToken), cancellationToken);
                    limit = Yardstick.Of("bare endpoint that commits a row", await AskAsync(requests.At(withRow.Root), withRow.Process, session.Length), run);
                }

                await session.AddAsync(new Measurement
                {
                    Scenario = "gates",
                    Subject = server.Name,
                    Case = condition is null ? Unconditional : Conditional,
                    Command = Reproduction.Of(session, "gates", kind, connections: connections),
                    Connections = connections,
                    Comparison = comparison,
                    Limit = limit,
                }.With(run));

                Task<RunResult> AskAsync(Requests at, ChildProcess process, RunLength length) =>
                    ClosedLoop.RunAsync(connections, length, 1, _ => new GateWork(at, at.Address(DemoServer.Gate(Partner)), condition), process, cancellationToken);
            }
        }
    }
}
