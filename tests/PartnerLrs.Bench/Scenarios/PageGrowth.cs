using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary>
/// How much longer a filtered page takes with many statements stored than with few: two servers, asked in turn. Filling one takes minutes, and a machine that is not
/// alone is faster in one minute than in the next.
/// </summary>
internal static class PageGrowth
{
    /// <summary>The scenario's name in results.</summary>
    public const string Name = "growth";

    /// <summary>Measures each filter that gives full pages.</summary>
    /// <param name="session">The call.</param>
    /// <param name="kind">On which database.</param>
    /// <param name="large">A server that has many statements stored.</param>
    /// <param name="volumes">How many are stored in the other one, which is started for this, and how many in the large one.</param>
    /// <param name="connections">So many connections read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task RunAsync(Session session, DatabaseKind kind, ILrs large, (long Small, long Large) volumes, int connections, CancellationToken cancellationToken)
    {
        await using var small = await session.OpenAsync(kind, cancellationToken);
        await new VolumeLoader(session, small, kind).LoadAsync(volumes.Small, cancellationToken);
        var before = await new ReadQueries(session.Stored, new Requests(small), volumes.Small).AllAsync(cancellationToken);
        var after = await new ReadQueries(session.Stored, new Requests(large), volumes.Large).AllAsync(cancellationToken);
        foreach (var (few, many) in before.Zip(after).Where(pair => pair.First.IsFullPage))
        {
            var (at, run, ratio) = await Rounds.MiddleAsync(session, RoundAsync, round => round.Ratio);
            await session.AddAsync(new Measurement
            {
                Scenario = Name,
                Subject = large.Name,
                Case = many.Name,
                Command = Reproduction.Of(session, "reads", kind, [volumes.Small, volumes.Large], connections: connections),
                Connections = connections,
                Volume = volumes.Large,
                IsFullPage = true,
                Comparison = new Yardstick($"{Numbers.Volume(volumes.Small)} stored, p50 {Numbers.Milliseconds(at.Kinds[0].Latencies.P50)} ms", at.RequestsPerSecond, ratio),
            }.With(run));

            async Task<(RunResult Few, RunResult Many, double Ratio)> RoundAsync(RunLength length)
            {
                var fewer = await ReadsScenario.ReadAsync(small, few, connections, length, cancellationToken);
                var more = await ReadsScenario.ReadAsync(large, many, connections, length, cancellationToken);
                return (fewer, more, more.Kinds[0].Latencies.P50 / fewer.Kinds[0].Latencies.P50);
            }
        }
    }
}
