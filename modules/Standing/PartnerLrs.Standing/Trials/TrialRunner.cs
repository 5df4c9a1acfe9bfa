using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Trials;

/// <summary>
/// Runs trials, behind everything else: of all that run one partner is looked at at a time, on a copy of its facts, and each rests as long as it has
/// worked. So they take half of one processor at the most, and no grain that answers gates waits for them.
/// </summary>
internal sealed partial class TrialRunner(
    TrialStore store, TrialPartners partners, IPartnerDirectory directory, IOptions<TrialOptions> options, TimeProvider clock, ILogger<TrialRunner> logger) : IHostedService, IDisposable
{
    private const int PartnersRead = 1_000;
    private const int FindingsKept = 200;
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WrittenEvery = TimeSpan.FromMilliseconds(500);

    private readonly Lock guard = new();
    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Run)> running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>One process serves a database: what runs by what is written ran in one that is gone.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => store.InterruptAllAsync(clock.UtcNow(), cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        Task[] runs;
        lock (guard)
            runs = [.. running.Values.Select(run => run.Run)];
        await Task.WhenAll(runs).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        turn.Dispose();
        stopping.Dispose();
    }

    /// <summary>Starts a trial.</summary>
    /// <param name="trial">What is written of it.</param>
    /// <param name="draft">What the draft says.</param>
    /// <param name="work">What it does.</param>
    /// <param name="cancellationToken">Cancels the start, not the trial.</param>
    /// <returns>False when there are as many already as run at once.</returns>
    public async Task<bool> TryStartAsync(Trial trial, ProgramPolicy draft, ITrialWork work, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        var begin = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (guard)
        {
            if (running.Count >= options.Value.AtOnce || stopping.IsCancellationRequested)
            {
                stop.Dispose();
                return false;
            }

            running.Add(trial.Id, (stop, BeginAsync()));
        }

        try
        {
            await store.AddAsync(trial, cancellationToken);
            begin.SetResult(true);
            return true;
        }
        catch
        {
            begin.SetResult(false);
            throw;
        }

        async Task BeginAsync()
        {
            try
            {
                if (await begin.Task)
                    await RunAsync(trial.Id, draft, work, stop.Token);
            }
            finally
            {
                lock (guard)
                    running.Remove(trial.Id);
                stop.Dispose();
            }
        }
    }

    /// <summary>Cancels a trial, unless it has ended.</summary>
    public async Task CancelAsync(string id, CancellationToken cancellationToken)
    {
        if (!await store.EndAsync(id, TrialState.Cancelled, clock.UtcNow(), null, cancellationToken))
            return;
        lock (guard)
        {
            // Not awaited: what is cancelled takes this lock when it has ended.
            if (running.TryGetValue(id, out var run))
                _ = run.Stop.CancelAsync();
        }
    }

    private async Task RunAsync(string id, ProgramPolicy draft, ITrialWork work, CancellationToken stop)
    {
        try
        {
            await store.SweepAsync(options.Value.Keep, stop);
            if (await LookAsync(id, draft, work, stop))
                await store.EndAsync(id, TrialState.Finished, clock.UtcNow(), work.Result(), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever cancelled it has written so; otherwise the server stops.
            await EndAsync(id, TrialState.Interrupted);
        }
        catch (Exception e)
        {
            LogFailed(e, id);
            await EndAsync(id, TrialState.Failed);
        }
    }

    private async Task EndAsync(string id, string state)
    {
        try
        {
            await store.EndAsync(id, state, clock.UtcNow(), null, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The next start says of it that it was interrupted.
            LogFailed(e, id);
        }
    }

    /// <summary>Goes from partner to partner.</summary>
    /// <returns>Whether it went to the end; not when somebody cancelled it.</returns>
    private async Task<bool> LookAsync(string id, ProgramPolicy draft, ITrialWork work, CancellationToken stop)
    {
        var all = new List<string>();
        for (string? after = null; await directory.PartnerIdsAsync(after, PartnersRead, stop) is { Count: > 0 } page; after = page[^1])
            all.AddRange(page);
        var activities = await partners.UnknownToFoldAsync(draft, stop);
        var findings = new TrialFindings();
        if (!await store.ProgressAsync(id, 0, all.Count, findings, stop))
            return false;
        var written = clock.GetTimestamp();
        for (var done = 0; done < all.Count; done++)
        {
            await turn.WaitAsync(stop);
            var pace = new Pace(clock);
            try
            {
                if (await partners.ReadAsync(all[done], activities, stop) is { } partner)
                    await work.LookAsync(partner, findings, () => pace.RestAsync(LongestRest, stop), stop);
            }
            finally
            {
                turn.Release();
            }

            if (findings.Count >= FindingsKept || clock.GetElapsedTime(written) > WrittenEvery)
            {
                if (!await store.ProgressAsync(id, done + 1, all.Count, findings, stop))
                    return false;
                findings.Clear();
                written = clock.GetTimestamp();
            }

            await pace.RestAsync(LongestRest, stop);
            if (options.Value.Rest > TimeSpan.Zero)
                await Task.Delay(options.Value.Rest, clock, stop);
        }

        return await store.ProgressAsync(id, all.Count, all.Count, findings, stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Trial {Id} of the draft failed")]
    private partial void LogFailed(Exception e, string id);

    /// <summary>Rests as long as it has worked since it last did.</summary>
    private sealed class Pace(TimeProvider clock)
    {
        private static readonly TimeSpan NotWorthIt = TimeSpan.FromMilliseconds(1);
        private long since = clock.GetTimestamp();

        public async Task RestAsync(TimeSpan longest, CancellationToken stop)
        {
            var worked = clock.GetElapsedTime(since);
            if (worked > NotWorthIt)
                await Task.Delay(worked < longest ? worked : longest, clock, stop);
            since = clock.GetTimestamp();
        }
    }
}
