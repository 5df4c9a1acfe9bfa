using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.SetAside;

namespace PartnerLrs.Standing.Pump;

/// <summary>
/// Keeps the pumps running: on every nudge, and every second as the safety net for nudges that were lost. Nudges that come while a pump
/// is under way are one nudge.
/// </summary>
internal sealed partial class PumpService(
    IGrainFactory grains, FoldProgress progress, SetAsideRetry aside, FoldHealth health, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<PumpService> log)
    : BackgroundService, ILogObserver, IDirectoryObserver, IDealObserver, IPolicyObserver
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenRetries = TimeSpan.FromHours(1);
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
            LoopAsync("directory", changes, DrainDirectoryAsync, stoppingToken),
            LoopAsync("reconsideration", null, ReconsiderAsync, stoppingToken),
            LoopAsync("set-aside", null, aside.RunAsync, stoppingToken, BetweenRetries));
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
        // While statements keep coming, pages of a few would be carried without a pause, on the cores that take them in. At rest nobody waits for this.
        await Task.Delay(Breath);
    }

    private async Task DrainDirectoryAsync()
    {
        var pump = grains.GetGrain<IDirectoryPumpGrain>(0);
        while (await pump.CarryAsync())
        {
            // Page by page: none takes long.
        }
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

    private async Task LoopAsync(string pump, SemaphoreSlim? signal, Func<Task> drain, CancellationToken stoppingToken, TimeSpan? every = null)
    {
        var pause = SafetyNet;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await drain();
                health.Works(pump);
                pause = SafetyNet;
                using var timeout = new CancellationTokenSource(every ?? SafetyNet, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stoppingToken);
                await (signal?.WaitAsync(either.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, either.Token));
            }
            catch (OperationCanceledException)
            {
                // The time is over, or the process stops.
            }
            catch (Exception e)
            {
                // The watermark has not moved: the same comes again, ever more seldom while it goes on failing.
                health.Failed(pump);
                LogFailed(e, pump, pause);
                await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Pump} pump failed and goes on from its watermark in {Pause}")]
    private partial void LogFailed(Exception e, string pump, TimeSpan pause);
}
