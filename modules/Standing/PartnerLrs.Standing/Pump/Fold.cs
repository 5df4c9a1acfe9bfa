using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Standing.Contracts;

namespace PartnerLrs.Standing.Pump;

/// <inheritdoc cref="IFold" />
internal sealed class Fold(IStatementLog log, FoldProgress progress, IGrainFactory grains, TimeProvider clock) : IFold
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc />
    public async Task CarryLogAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var end = (await log.HeadAsync(cancellationToken)).Seq;
        while (progress.Carried < end)
        {
            report((double)progress.Carried / end);
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task CarryDirectoryAsync(CancellationToken cancellationToken)
    {
        while (await grains.GetGrain<IDirectoryPumpGrain>(0).CarryAsync())
            cancellationToken.ThrowIfCancellationRequested();
    }
}
