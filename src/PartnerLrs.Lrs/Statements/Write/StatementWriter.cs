using PartnerLrs.Lrs.Activities;
using PartnerLrs.Lrs.Log;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>Writes groups of requests, each group in one transaction. One group is written at a time.</summary>
internal sealed class StatementWriter(ILogStorage storage, LogClock clock) : IAsyncDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(0.5);

    private readonly ActivityCatalog catalog = new();
    private readonly CancellationTokenSource ended = new();
    private readonly Lock gate = new();
    private readonly List<DateTime> unsettled = [];
    private long seen = -1;

    /// <summary>Brings to disk what was committed before; null where a commit does that.</summary>
    public Func<Task>? Settle => storage.SettlesLater ? SettleAsync : null;

    /// <summary>Writes the group. It is durable when the task ends, or, where there is <see cref="Settle"/>, when that is done.</summary>
    /// <returns>An outcome for each request, in order.</returns>
    public async Task<IReadOnlyList<WriteOutcome>> CommitAsync(IReadOnlyList<WriteRequest> group)
    {
        try
        {
            await using var transaction = await storage.BeginAsync();
            var state = await transaction.ReadAsync([.. group.SelectMany(request => request.Statements).Select(statement => statement.Id)]);
            if (state.Seq != seen)
                catalog.Clear(); // another process has written
            var plan = GroupPlan.Of(group, state.Existing);
            if (plan.Accepted.Count > 0)
                await WriteAsync(transaction, plan.Accepted, state);
            seen = state.Seq + plan.Accepted.Count;
            return [.. plan.Conflicts.Select(conflict => new WriteOutcome(conflict, seen))];
        }
        catch
        {
            seen = -1;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        ended.Dispose();
        await storage.DisposeAsync();
    }

    private async Task WriteAsync(ILogTransaction transaction, IReadOnlyList<(string CredentialId, StatementToWrite Statement)> accepted, LogState state)
    {
        var (chains, referring) = await ReadChainsAsync(transaction, accepted, state);
        var defined = accepted.SelectMany(a => a.Statement.Defined);
        var unknown = catalog.Unknown(defined);
        if (unknown.Count > 0)
            catalog.Load(unknown, await transaction.ReadDefinitionsAsync(unknown));
        // Drawn as late as can be: until then all that is stored can be told as consistent.
        var stored = clock.Begin(state.Stored);
        try
        {
            await transaction.CommitAsync(WriteSet.Of(accepted, state, stored, chains, referring, catalog.Apply(defined)));
        }
        catch
        {
            // It may be there all the same when the connection broke.
            if (storage.SettlesLater)
                _ = SettleAgainAsync([stored]);
            else
                clock.End(stored);
            throw;
        }

        if (!storage.SettlesLater)
        {
            clock.End(stored);
            return;
        }

        lock (gate)
            unsettled.Add(stored);
    }

    private async Task SettleAsync()
    {
        DateTime[] groups;
        lock (gate)
        {
            groups = [.. unsettled];
            unsettled.Clear();
        }

        try
        {
            await storage.SettleAsync();
        }
        catch
        {
            // Until the database is back nobody knows whether they are there. Readers stay before them meanwhile, also when nothing else is written.
            _ = SettleAgainAsync(groups);
            throw;
        }

        End(groups);
    }

    private async Task SettleAgainAsync(DateTime[] groups)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await storage.SettleAsync();
                break;
            }
            catch (Exception)
            {
                // Whoever sent them has been told.
                await Task.Delay(Again, CancellationToken.None);
            }
        }

        End(groups);
    }

    private void End(DateTime[] groups)
    {
        foreach (var stored in groups)
            clock.End(stored);
    }

    private static async Task<(ReferenceChains? Chains, IReadOnlyList<StoredReference> Referring)> ReadChainsAsync(
        ILogTransaction transaction, IReadOnlyList<(string CredentialId, StatementToWrite Statement)> accepted, LogState state)
    {
        var targets = accepted.Where(a => a.Statement.Target is not null).Select(a => a.Statement.Target!.Value).ToHashSet();
        if (targets.Count == 0 && state.Waiting.Count == 0)
            return (null, []);
        var chains = new ReferenceChains();
        foreach (var (_, statement) in accepted)
        {
            chains.Add(statement);
            targets.Remove(statement.Id);
        }

        var referred = state.Waiting.Select(reference => reference.Target).Where(id => !state.Existing.ContainsKey(id)).ToHashSet();
        var found = await transaction.ReadReferencesAsync([.. referred], [.. targets]);
        foreach (var reference in found)
            chains.Add(reference);
        return (chains, [.. found.Where(reference => reference.Body is null)]);
    }
}
