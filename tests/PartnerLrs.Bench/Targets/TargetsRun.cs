using PartnerLrs.Bench.Scenarios;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Targets;

/// <summary><c>targets</c>: measures exactly what the targets need, and says which are met.</summary>
internal static class TargetsRun
{
    private static readonly long[] Volumes = [TargetList.SmallVolume, TargetList.LargeVolume];

    /// <summary>Measures and prints.</summary>
    /// <returns>Whether every target that was measured is met.</returns>
    public static async Task<bool> RunAsync(Session session, TextWriter output, CancellationToken cancellationToken)
    {
        if (session.Options.Foreign is not null)
            throw new BenchException("Targets are those of a server that this tool starts; leave --url out.");
        var volumes = session.Options.Volumes.Count > 0 ? session.Options.Volumes : Volumes;
        foreach (var kind in session.Options.Databases)
        {
            IReadOnlyList<IngestCase> cases = kind == DatabaseKind.Postgres ? [.. TargetList.Cases] : [new IngestCase(50, 32, IsHot: false, IsCompared: false)];
            await IngestScenario.RunAsync(session, kind, cases, cancellationToken);
            await using (var server = await DemoServer.StartAsync(session, kind, cancellationToken))
            {
                await GatesScenario.RunAsync(session, kind, server, isConditionalToo: false, cancellationToken);
                await LagScenario.RunAsync(session, kind, server, cancellationToken);
            }

            await ReadsScenario.RunAsync(
                session,
                kind,
                volumes,
                (query, volume) => query.IsFullPage || (query.Name == ReadQueries.ById && volume == volumes[^1]),
                query => query.Name == ReadQueries.ById,
                cancellationToken);
        }

        var verdicts = TargetList.All.Select(target => (Target: target, Verdict: target.Judge(session.Measurements))).Where(t => t.Verdict is not null).ToList();
        await output.WriteLineAsync("\ntargets");
        foreach (var (target, verdict) in verdicts)
            await output.WriteLineAsync($"  {(verdict!.IsMet ? "pass" : "FAIL")}  {target.Name,-24} {target.Sentence}\n        {"",-24} {verdict.Measured}");
        await output.WriteLineAsync($"{verdicts.Count(t => t.Verdict!.IsMet)} of {verdicts.Count} are met.");
        return verdicts.TrueForAll(t => t.Verdict!.IsMet);
    }
}
