using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;

namespace PartnerLrs.Bench.Scenarios;

/// <summary><c>mixed</c>: nine writes for each read, side by side, as an LRS in use sees them.</summary>
internal sealed class MixedScenario : IScenario
{
    private const int StandardBatch = 10;
    private const int StandardConnections = 32;
    private const long Stored = 10_000;
    private static readonly string[] KindNames = ["writes", "reads"];

    public string Name => "mixed";

    public bool IsForAny => true;

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (var kind in session.Kinds)
        {
            await using var lrs = await session.OpenAsync(kind, cancellationToken);
            await new VolumeLoader(session, lrs, kind).LoadAsync(Stored, cancellationToken);
            var requests = new Requests(lrs);
            var reads = (await new ReadQueries(session.Stored, requests, Stored).AllAsync(cancellationToken)).SelectMany(query => query.Addresses.Take(20)).Select(requests.Address).ToList();
            foreach (var batch in session.Options.Batches.Count > 0 ? session.Options.Batches : [StandardBatch])
            {
                foreach (var connections in session.Options.Connections.Count > 0 ? session.Options.Connections : [StandardConnections])
                {
                    var source = session.Fresh(session.Options.IsHot);
                    var run = await ClosedLoop.RunAsync(
                        connections, session.Length, 2, i => new MixedWork(new WriteWork(requests, source, batch), new ReadWork(requests, reads, i * 7), i), lrs.Process, cancellationToken);
                    for (var of = 0; of < KindNames.Length; of++)
                    {
                        await session.AddAsync(new Measurement
                        {
                            Scenario = "mixed",
                            Subject = lrs.Name,
                            Case = $"{KindNames[of]}, batches of {batch}, {connections} connections{(session.Options.IsHot ? ", hot" : "")}",
                            Command = Reproduction.Of(session, "mixed", kind, batch, connections, session.Options.IsHot),
                            Batch = batch,
                            Connections = connections,
                            IsHot = session.Options.IsHot,
                        }.With(run, of));
                    }
                }
            }
        }
    }
}
