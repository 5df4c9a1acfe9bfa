using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary><c>more</c>: walks over everything that is stored, page by page.</summary>
internal sealed class MoreScenario : IScenario
{
    private static readonly int[] StandardConnections = [1, 8];
    private static readonly int[] Pages = [100, 500];

    public string Name => "more";

    public bool IsForAny => true;

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (var kind in session.Kinds)
        {
            await using var lrs = kind is { } own ? await session.StartAsync(await session.CreateVolumeDatabaseAsync(own, cancellationToken), cancellationToken) : await session.OpenAsync(kind, cancellationToken);
            var loader = new VolumeLoader(session, lrs, kind);
            foreach (var volume in VolumeLoader.Volumes(session))
            {
                await loader.LoadAsync(volume, cancellationToken);
                await WalkAsync(session, lrs, kind, volume, cancellationToken);
            }
        }
    }

    private static async Task WalkAsync(Session session, ILrs lrs, DatabaseKind? kind, long volume, CancellationToken cancellationToken)
    {
        var requests = new Requests(lrs);
        foreach (var page in Pages)
        {
            foreach (var connections in session.Options.Connections.Count > 0 ? session.Options.Connections : StandardConnections)
            {
                var first = requests.Address($"statements?limit={page}");
                var run = await ClosedLoop.RunAsync(connections, session.Length, 1, _ => new WalkWork(requests, first), lrs.Process, cancellationToken);
                await session.AddAsync(new Measurement
                {
                    Scenario = "more",
                    Subject = lrs.Name,
                    Case = $"pages of {page}, {connections} connections, {Numbers.Volume(volume)}",
                    Command = Reproduction.Of(session, "more", kind, connections: connections, volume: volume),
                    Connections = connections,
                    Volume = volume,
                }.With(run));
            }
        }
    }
}
