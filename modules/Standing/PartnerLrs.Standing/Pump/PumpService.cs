using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Decisions;

namespace PartnerLrs.Standing.Pump;

/// <summary>
/// Keeps the pumps running: on every nudge, and every second as the safety net for nudges that were lost. Nudges that come while a pump
/// is under way are one nudge.
/// </summary>
internal sealed partial class PumpService(IGrainFactory grains, FoldProgress progress, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<PumpService> log)
    : BackgroundService, ILogObserver, IDirectoryObserver, IDealObserver, IPolicyObserver
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim statements = new(0, 1);
    private readonly SemaphoreSlim changes = new(0, 1);

    public void Grown(long seq)
    {
        progress.Grown(seq);
        Nudge(statements);
    }

    public void Changed() => Nudge(changes);

    public Task PolicyPublishedAsync(int number, CancellationToken cancellationToken)
    {
        Nudge(changes);
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        statements.Dispose();
        changes.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The silo must be up before its grains can be called.
        var started = new TaskCompletionSource();
        await using (lifetime.ApplicationStarted.Register(started.SetResult))
            await started.Task.WaitAsync(stoppingToken);
        await Task.WhenAll(
            LoopAsync("log", statements, DrainLogAsync, stoppingToken),
            LoopAsync("directory", changes, grains.GetGrain<IDirectoryPumpGrain>(0).DrainAsync, stoppingToken),
            LoopAsync("reconsideration", null, ReconsiderAsync, stoppingToken));
    }

    private async Task DrainLogAsync()
    {
        var pump = grains.GetGrain<ILogPumpGrain>(0);
        CarriedPage page;
        do
        {
            // Told page by page: while statements keep coming, the end of the log is never seen.
            page = await pump.CarryAsync();
            progress.Reflects(page);
        }
        while (page.HasMore);
    }

    /// <summary>Behind the fold, so that what is compared with the past is all there. Nobody waits for it: once a second does.</summary>
    private async Task ReconsiderAsync()
    {
        var grain = grains.GetGrain<IReconsiderationGrain>(0);
        while (await grain.AdvanceAsync(progress.Carried))
        {
            // Page by page: none takes long.
        }
    }

    private static void Nudge(SemaphoreSlim signal)
    {
        try
        {
            signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // A nudge is waiting already.
        }
    }

    private async Task LoopAsync(string pump, SemaphoreSlim? signal, Func<Task> drain, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await drain();
                using var timeout = new CancellationTokenSource(SafetyNet, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stoppingToken);
                await (signal?.WaitAsync(either.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, either.Token));
            }
            catch (OperationCanceledException)
            {
                // The second is over, or the process stops.
            }
            catch (Exception e)
            {
                // The watermark has not moved: the same statements come again.
                LogFailed(e, pump);
                await Task.Delay(SafetyNet, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Pump} pump failed and goes on from its watermark")]
    private partial void LogFailed(Exception e, string pump);
}
