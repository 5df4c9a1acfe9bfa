using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.SetAside;

/// <summary>
/// <c>standing_set_aside</c>. The one process that serves the database writes it, so what is there is remembered: the fold asks at every step, and the answer is
/// nearly always that there is nothing.
/// </summary>
internal sealed partial class SetAsideStore : IDisposable
{
    private const int LongestReason = 1_000;
    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly ILogger<SetAsideStore> log;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Meter meter = new("PartnerLrs.Standing");
    private volatile IReadOnlyDictionary<(SetAsideKind, string), SetAsideItem>? known;

    public SetAsideStore(Database database, TimeProvider clock, ILogger<SetAsideStore> log)
    {
        (this.database, this.clock, this.log) = (database, clock, log);
        meter.CreateObservableGauge("partnerlrs.fold.set_aside", () => known?.Count ?? 0, description: "Statements, learners and partners that the fold could not digest and went past");
    }

    /// <summary>All that is set aside, by kind and key.</summary>
    public async ValueTask<IReadOnlyList<SetAsideItem>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await KnownAsync(cancellationToken)).Values.OrderBy(item => item.Kind).ThenBy(item => item.Key.Length).ThenBy(item => item.Key, StringComparer.Ordinal)];

    /// <summary>Whether a person's statements, or what follows from them, are among it.</summary>
    public async ValueTask<bool> ConcernsAsync(string personId, CancellationToken cancellationToken) =>
        (await KnownAsync(cancellationToken)) is { Count: > 0 } items && items.Values.Any(item => item.PersonId == personId);

    /// <summary>Sets a statement aside.</summary>
    public Task AddAsync(LogEntry entry, string? personId, string reason, CancellationToken cancellationToken) =>
        AddAsync(SetAsideKind.Statement, Key(entry.Seq), entry.Id.ToString("D"), personId, reason, cancellationToken);

    /// <summary>Sets the statement at a place in the log aside whose row cannot even be read.</summary>
    public Task AddAsync(long seq, string reason, CancellationToken cancellationToken) =>
        AddAsync(SetAsideKind.Statement, Key(seq), null, null, reason, cancellationToken);

    /// <summary>Sets a learner or a partner aside.</summary>
    public Task AddAsync(SetAsideKind kind, string id, string reason, CancellationToken cancellationToken) =>
        AddAsync(kind, id, null, kind == SetAsideKind.Learner ? id : null, reason, cancellationToken);

    /// <summary>A learner or a partner has been digested after all.</summary>
    public async Task SettleAsync(SetAsideKind kind, string id, CancellationToken cancellationToken)
    {
        if ((await KnownAsync(cancellationToken)).ContainsKey((kind, id)))
            await RemoveAsync([(kind, id)], cancellationToken);
    }

    /// <summary>The statement at a place in the log has been digested after all.</summary>
    public Task SettleAsync(long seq, CancellationToken cancellationToken) => SettleAsync(SetAsideKind.Statement, Key(seq), cancellationToken);

    /// <summary>A person's whole history has been read: of that person's statements only these are still set aside.</summary>
    public async Task SettleOthersAsync(string personId, IReadOnlyCollection<long> still, CancellationToken cancellationToken)
    {
        var keys = still.Select(Key).ToHashSet(StringComparer.Ordinal);
        var settled = (await KnownAsync(cancellationToken)).Values
            .Where(item => item.Kind == SetAsideKind.Statement && item.PersonId == personId && !keys.Contains(item.Key)).Select(item => (item.Kind, item.Key)).ToList();
        if (settled.Count > 0)
            await RemoveAsync(settled, cancellationToken);
    }

    public void Dispose()
    {
        meter.Dispose();
        gate.Dispose();
    }

    private static string Key(long seq) => seq.ToString(CultureInfo.InvariantCulture);

    private async Task AddAsync(SetAsideKind kind, string key, string? statementId, string? personId, string reason, CancellationToken cancellationToken)
    {
        // A text of a damaged row may hold what PostgreSQL's texts cannot.
        reason = reason.Replace("\0", "", StringComparison.Ordinal);
        reason = reason.Length <= LongestReason ? reason : $"{reason[..LongestReason]}…";
        await gate.WaitAsync(cancellationToken);
        try
        {
            await using (var connection = await database.OpenAsync(cancellationToken))
            await using (var add = connection.Command(
                SqlText.Load(typeof(SetAsideStore), "SetAside/Add", database.Dialect),
                null,
                ("kind", kind.Name()),
                ("key", key),
                ("statement", statementId),
                ("person", personId),
                ("reason", reason),
                ("now", clock.UtcNow())))
                await add.ExecuteWriteAsync(cancellationToken);
            known = await ReadAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }

        LogSetAside(kind.Name(), key, statementId, reason);
    }

    private async Task RemoveAsync(IReadOnlyList<(SetAsideKind Kind, string Key)> settled, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await using (var connection = await database.OpenAsync(cancellationToken))
            {
                foreach (var (kind, key) in settled)
                {
                    await using var remove = connection.Command("DELETE FROM standing_set_aside WHERE kind = @kind AND key = @key", null, ("kind", kind.Name()), ("key", key));
                    await remove.ExecuteWriteAsync(cancellationToken);
                }
            }

            known = await ReadAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }

        foreach (var (kind, key) in settled)
            LogSettled(kind.Name(), key);
    }

    private async ValueTask<IReadOnlyDictionary<(SetAsideKind, string), SetAsideItem>> KnownAsync(CancellationToken cancellationToken)
    {
        if (known is { } items)
            return items;
        await gate.WaitAsync(cancellationToken);
        try
        {
            return known ??= await ReadAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<IReadOnlyDictionary<(SetAsideKind, string), SetAsideItem>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command("SELECT kind, key, statement_id, person_id, reason, attempts, first_at, last_at FROM standing_set_aside");
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var items = new Dictionary<(SetAsideKind, string), SetAsideItem>();
        while (await row.ReadAsync(cancellationToken))
        {
            var item = new SetAsideItem(
                Enum.Parse<SetAsideKind>(row.GetString(0), ignoreCase: true),
                row.GetString(1),
                row.TextOrNull(2),
                row.TextOrNull(3),
                row.GetString(4),
                row.GetInt32(5),
                row.Instant(6),
                row.Instant(7));
            items[(item.Kind, item.Key)] = item;
        }

        return items;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Kind} {Key} ({StatementId}) cannot be folded and is set aside: {Reason}")]
    private partial void LogSetAside(string kind, string key, string? statementId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Kind} {Key}, which was set aside, has been folded")]
    private partial void LogSettled(string kind, string key);
}
