using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary><c>start</c>: how long a server takes until it is ready on a database of a volume, and what memory it then holds with nothing asked.</summary>
internal sealed class StartScenario : IScenario
{
    private const double MiB = 1024 * 1024;
    private const int Times = 3;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public string Name => "start";

    public bool IsForAny => false;

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (var kind in session.Kinds)
        {
            if (kind is not { } own)
                throw new BenchException("gates, lag and start need a server that this tool starts; leave --url out.");
            await using var database = await session.CreateVolumeDatabaseAsync(own, cancellationToken);
            foreach (var volume in VolumeLoader.Volumes(session))
            {
                await using (var loading = await OwnServer.StartAsync(database, ownsDatabase: false, session.Options.XapiVersion, cancellationToken))
                    await new VolumeLoader(session, loading, kind).LoadAsync(volume, cancellationToken);
                await session.AddAsync(await MeasureAsync(session, database, volume, cancellationToken));
            }
        }
    }

    private static async Task<Measurement> MeasureAsync(Session session, IBenchDatabase database, long volume, CancellationToken cancellationToken)
    {
        var (ready, memory, name) = (new List<double>(), 0.0, "");
        for (var i = 0; i < Times; i++)
        {
            await using var server = await OwnServer.StartAsync(database, ownsDatabase: false, session.Options.XapiVersion, cancellationToken);
            name = server.Name;
            ready.Add(server.ReadyAfter.TotalSeconds);
            if (i < Times - 1)
                continue;
            await Task.Delay(Idle, cancellationToken);
            memory = server.Process.ResidentBytes / MiB;
        }

        ready.Sort();
        return new Measurement
        {
            Scenario = "start",
            Subject = name,
            Case = Numbers.Volume(volume),
            Command = Reproduction.Of(session, "start", database.Kind, volume: volume),
            Volume = volume,
            Start = new Start(ready[Times / 2], memory),
        };
    }
}
