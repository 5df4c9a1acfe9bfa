namespace PartnerLrs.Bench.Load;

/// <summary>Waits until something that takes processor time has become quiet.</summary>
internal static class Quiet
{
    /// <summary>Waits.</summary>
    /// <param name="spent">The processor time that was spent on it so far.</param>
    /// <param name="share">It is quiet when it took at most this part of a core between two looks.</param>
    /// <param name="first">The time until the first look.</param>
    /// <param name="look">The time between looks after it.</param>
    /// <param name="patience">After how long it is not waited for any more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task WaitAsync(Func<TimeSpan> spent, double share, TimeSpan first, TimeSpan look, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (before, during) = (spent(), first);
        for (var waited = TimeSpan.Zero; waited < patience; waited += during, during = look)
        {
            await Task.Delay(during, cancellationToken);
            var now = spent();
            if (now - before <= during * share)
                return;
            before = now;
        }
    }
}
