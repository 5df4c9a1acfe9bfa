using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary>
/// Waits, after a load, until what goes on behind it is over: the fold has caught up, and PostgreSQL has done what its autovacuum would do within
/// minutes anyway. Otherwise the first reads would be measured beside it.
/// </summary>
internal static class Settling
{
    private const double IdleShare = 0.1;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Waits.</summary>
    public static async Task WaitAsync(ILrs lrs, CancellationToken cancellationToken)
    {
        if (lrs.Process is not { } process)
            return;
        await Quiet.WaitAsync(() => process.ProcessorTime, IdleShare, Look, Look, Patience, cancellationToken);
        if (lrs.Database is PostgresBenchDatabase postgres)
            await postgres.TidyAsync(cancellationToken);
    }
}
