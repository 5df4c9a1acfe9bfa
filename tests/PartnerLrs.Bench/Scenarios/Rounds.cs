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
        return await MiddleAsync(session, RoundAsync, round => round.Comparison?.Ratio ?? rate(round.Run));

        async Task<(RunResult Run, Yardstick? Comparison)> RoundAsync(RunLength length)
        {
            var run = await measure(length);
            if (limit is null)
                return (run, null);
            var perSecond = await limit(length);
            return (run, new Yardstick(with, perSecond, rate(run) / perSecond));
        }
    }

    /// <summary>Measures several times.</summary>
    /// <param name="session">The call, which says how many rounds.</param>
    /// <param name="measure">A round.</param>
    /// <param name="by">The figure by which rounds are ordered.</param>
    /// <returns>The round in the middle.</returns>
    public static async Task<T> MiddleAsync<T>(Session session, Func<RunLength, Task<T>> measure, Func<T, double> by)
    {
        var rounds = new List<T>();
        var length = session.Length;
        for (var round = 0; round < session.Options.Rounds; round++)
        {
            rounds.Add(await measure(length));
            length = session.Length with { Warmup = session.Length.Warmup < Rewarm ? session.Length.Warmup : Rewarm }; // it is warm
        }

        return rounds.OrderBy(by).ElementAt(rounds.Count / 2);
    }
}
