using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Results;

namespace PartnerLrs.Bench.Scenarios;

/// <summary>
/// Measures something, and what it is compared with, in turn and several times, and takes the round in the middle: a machine that is not alone is faster in one
/// minute than in the next, and two figures that lie minutes apart say more of the machine than of what was measured.
/// </summary>
internal static class Rounds
{
    private static readonly TimeSpan Rewarm = TimeSpan.FromSeconds(1);

    /// <summary>How long a round is after the first one: what is measured is warm.</summary>
    public static RunLength Again(RunLength first) => first with { Warmup = first.Warmup < Rewarm ? first.Warmup : Rewarm };

    /// <summary>Measures.</summary>
    /// <param name="session">The call, which says how many rounds.</param>
    /// <param name="measure">A round of what is measured.</param>
    /// <param name="rate">Its rate.</param>
    /// <param name="limit">A round of what it is compared with, and its rate; null for no comparison.</param>
    /// <param name="with">What it is compared with, for people.</param>
    /// <returns>The round whose ratio, or rate where nothing is compared, is the median.</returns>
    public static async Task<(RunResult Run, Yardstick? Comparison)> MedianAsync(
        Session session, Func<RunLength, Task<RunResult>> measure, Func<RunResult, double> rate, Func<RunLength, Task<double>>? limit, string with)
    {
        var rounds = new List<(RunResult Run, Yardstick? Comparison)>();
        var length = session.Length;
        for (var round = 0; round < session.Options.Rounds; round++)
        {
            var run = await measure(length);
            Yardstick? comparison = null;
            if (limit is not null)
            {
                var perSecond = await limit(length);
                comparison = new Yardstick(with, perSecond, rate(run) / perSecond);
            }

            rounds.Add((run, comparison));
            length = Again(session.Length);
        }

        return rounds.OrderBy(round => round.Comparison?.Ratio ?? rate(round.Run)).ElementAt(rounds.Count / 2);
    }
}
