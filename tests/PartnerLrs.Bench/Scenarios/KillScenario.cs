using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using PartnerLrs.Bench.Generation;
using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary>
/// <c>kill</c>: kills the server under full load (SIGKILL), or runs a command that does so to PostgreSQL, starts a server again and asks it for every
/// statement. All that was acknowledged has to be there, and of what was not, batches in full or not at all.
/// </summary>
internal sealed class KillScenario : IScenario
{
    private const int Batch = 50;
    private const int Connections = 32;
    private const int Readers = 16;

    public string Name => "kill";

    public bool IsForAny => false;

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (var kind in session.Kinds)
        {
            if (kind is not { } own)
                throw new BenchException("kill needs a server that this tool starts; leave --url out.");
            await using var database = await session.CreateDatabaseAsync(own, cancellationToken);
            await session.AddAsync(await RunAsync(session, own, database, cancellationToken));
        }
    }

    private static async Task<Measurement> RunAsync(Session session, DatabaseKind kind, IBenchDatabase database, CancellationToken cancellationToken)
    {
        var crash = kind == DatabaseKind.Postgres ? session.Options.Crash : null;
        var source = session.Fresh(isHot: false);
        AcknowledgedWork[] works;
        await using (var server = await OwnServer.StartAsync(database, ownsDatabase: false, session.Options.XapiVersion, cancellationToken))
        {
            works = [.. Enumerable.Range(0, Connections).Select(_ => new AcknowledgedWork(new Requests(server), source, Batch))];
            await LoadAsync(session, server, works, crash, cancellationToken);
        }

        await using var again = await OwnServer.StartAsync(database, ownsDatabase: false, session.Options.XapiVersion, cancellationToken);
        var acknowledged = works.SelectMany(work => work.Acknowledged).ToList();
        var found = await FindAsync(again, source.Composer, acknowledged, cancellationToken);
        if (acknowledged.Count == 0 || found.Any(batch => batch.Value < Batch))
            throw new BenchException($"Of {acknowledged.Count * Batch} acknowledged statements {found.Sum(batch => Batch - batch.Value)} are lost.");
        var doubtful = await FindAsync(again, source.Composer, [.. works.SelectMany(work => work.InDoubt)], cancellationToken);
        if (doubtful.FirstOrDefault(batch => batch.Value is > 0 and < Batch) is { Value: > 0 } part)
            throw new BenchException($"Of a batch of {Batch} that was not acknowledged {part.Value} statements were stored.");
        return new Measurement
        {
            Scenario = "kill",
            Subject = again.Name,
            Case = $"{(crash is null ? "the server" : "PostgreSQL")} killed: {Numbers.Whole(acknowledged.Count * Batch)} statements acknowledged, none lost; {doubtful.Count} batches in doubt, {doubtful.Count(batch => batch.Value > 0)} of them stored, each whole",
            Command = Reproduction.Of(session, "kill", kind) + (crash is null ? "" : " --crash \"$CRASH\""),
            Batch = Batch,
            Connections = Connections,
        };
    }

    /// <summary>Loads, kills in the midst, and where the server lives on, goes on for as long again.</summary>
    private static async Task LoadAsync(Session session, OwnServer server, AcknowledgedWork[] works, string? crash, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource();
        var length = session.Length with { Warmup = TimeSpan.Zero, Duration = TimeSpan.FromHours(1) };
        var loading = ClosedLoop.RunAsync(Connections, length, 1, i => works[i], server.Process, cancellationToken, over.Token);
        await Task.Delay(session.Options.Duration, cancellationToken);
        if (crash is null)
        {
            server.Process.Kill();
        }
        else
        {
            using var command = Process.Start("/bin/sh", ["-c", crash]);
            await command.WaitForExitAsync(cancellationToken);
            if (command.ExitCode != 0)
                throw new BenchException($"'{crash}' ended with {command.ExitCode}.");
            var before = works.Sum(work => work.Acknowledged.Count);
            await Task.Delay(session.Options.Duration, cancellationToken);
            if (works.Sum(work => work.Acknowledged.Count) == before)
                throw new BenchException("After PostgreSQL was killed and started again the server acknowledged nothing more.");
        }

        await over.CancelAsync();
        await loading;
    }

    /// <summary>How many statements of each batch are there.</summary>
    private static async Task<IReadOnlyDictionary<long, int>> FindAsync(OwnServer server, StatementComposer composer, IReadOnlyList<long> batches, CancellationToken cancellationToken)
    {
        var requests = new Requests(server);
        var found = new ConcurrentDictionary<long, int>();
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken }, async (batch, token) =>
        {
            var there = 0;
            for (var i = 0; i < Batch; i++)
            {
                using var request = requests.Get($"statements?statementId={composer.Id(batch + i):D}");
                using var response = await http.SendAsync(request, token);
                if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
                    throw new BenchException($"A statement that was asked for by id is answered with {(int)response.StatusCode}.");
                there += response.StatusCode == HttpStatusCode.OK ? 1 : 0;
            }

            found[batch] = there;
        });
        return found;
    }
}
