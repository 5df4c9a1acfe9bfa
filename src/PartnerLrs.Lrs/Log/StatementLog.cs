using System.Data.Common;
using Microsoft.Extensions.Logging;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Lrs.Signatures;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Log;

/// <summary>The log for its readers in other modules.</summary>
internal sealed partial class StatementLog(Database database, LogClock clock, CredentialStore credentials, StatementSigners signers, ILogger<StatementLog> log) : IStatementLog
{
    private const int KeysAtOnce = 500;
    private const string EntryColumns = "s.seq, s.id, s.stored, s.actor_key, s.activity_key, s.voids, s.voided_at";

    public async ValueTask<LogHead> HeadAsync(CancellationToken cancellationToken)
    {
        // The bound first: what is committed after it can only make the head later.
        var bound = clock.ConsistentThrough();
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(SqlText.Load(typeof(StatementLog), "Statements/Write/Head", database.Dialect));
        var head = await HeadAsync(select, bound, cancellationToken);
        // Asked for afterwards: what is not in flight now was on disk when it was read.
        if (clock.Unsettled is not { } unsettled || !(head.Stored >= unsettled))
            return head;
        await using var settled = connection.Command(
            "SELECT seq, stored FROM lrs_statements WHERE stored < @unsettled ORDER BY stored DESC, seq DESC LIMIT 1", null, ("unsettled", Timestamps.ToUnixMicroseconds(unsettled)));
        return await HeadAsync(settled, bound, cancellationToken);
    }

    public async Task<IReadOnlyList<LogEntry>> TailAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(
            $"SELECT {EntryColumns} FROM lrs_statements s WHERE s.seq > @after ORDER BY s.seq LIMIT @limit", null, ("after", after), ("limit", limit));
        var entries = new List<LogEntry>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            entries.Add(Entry(rows));
        // Not what is not on disk yet: were it lost, another statement would take its place, and whoever has passed that would never see it. Asked for afterwards,
        // so that what is not in flight now was on disk when it was read.
        if (clock.Unsettled is { } unsettled)
            entries.RemoveAll(entry => entry.Stored >= unsettled);
        return entries;
    }

    public async Task<LogReading> ReadAsync(IReadOnlyCollection<long> seqs, CancellationToken cancellationToken)
    {
        var found = new Found([], []);
        foreach (var piece in seqs.Order().Chunk(500))
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            await using var select = connection.CreateCommand();
            var names = piece.Select((seq, i) => $"@{select.Add($"s{i}", seq).ParameterName}");
            select.CommandText = $"SELECT {EntryColumns}, s.credential_id, s.body FROM lrs_statements s WHERE s.seq IN ({string.Join(", ", names)}) ORDER BY s.seq";
            await ReadInto(found, select, cancellationToken);
        }

        return found.Reading;
    }

    public async Task<LogEntry?> FindAsync(Guid statementId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command($"SELECT {EntryColumns} FROM lrs_statements s WHERE s.id = @id", null, ("id", database.Uuid(statementId)));
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Entry(row) : null;
    }

    public async Task<LogReading> HistoryAsync(IReadOnlyCollection<IndexKey> actors, IReadOnlyCollection<IndexKey> activities, CancellationToken cancellationToken)
    {
        var found = new Found([], []);
        if (actors.Count == 0 || activities.Count == 0)
            return found.Reading;
        foreach (var piece in activities.Select(key => key.Value).Distinct().Chunk(UuidValues.MaximumValues - actors.Count))
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            await using var select = connection.CreateCommand();
            // An agent's links are those where it is actor or object; only the actor has done something.
            var byAgent = database.UuidIn(select, "l.key", [.. actors.Select(key => key.Value)]);
            var byActor = database.UuidIn(select, "s.actor_key", [.. actors.Select(key => key.Value)]);
            var byActivity = database.UuidIn(select, "s.activity_key", piece);
            select.CommandText =
                $"SELECT {EntryColumns}, s.credential_id, s.body FROM lrs_links l JOIN lrs_statements s ON s.seq = l.seq WHERE {byAgent} AND {byActor} AND {byActivity} ORDER BY s.seq";
            await ReadInto(found, select, cancellationToken);
        }

        found.Statements.Sort((left, right) => left.Entry.Seq.CompareTo(right.Entry.Seq));
        return found.Reading;
    }

    public async Task<IReadOnlyList<LogEntry>> OfActivityAsync(IndexKey activity, long after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(
            $"SELECT {EntryColumns} FROM lrs_links l JOIN lrs_statements s ON s.seq = l.seq WHERE l.key = @key AND l.seq > @after ORDER BY l.seq LIMIT @limit",
            null,
            ("key", database.Uuid(activity.Value)),
            ("after", after),
            ("limit", limit));
        var entries = new List<LogEntry>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            entries.Add(Entry(rows));
        return entries;
    }

    public async Task<IReadOnlyList<IndexKey>> OccurringAsync(IReadOnlyCollection<IndexKey> keys, CancellationToken cancellationToken)
    {
        var found = new List<IndexKey>();
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var piece in keys.Select(key => key.Value).Distinct().Chunk(KeysAtOnce))
        {
            // One look into the index for each key, however many statements stand under it.
            await using var select = connection.CreateCommand();
            var rows = piece.Select((key, i) => $"(@{select.Add($"k{i}", database.Uuid(key)).ParameterName})");
            select.CommandText = $"WITH asked (key) AS (VALUES {string.Join(", ", rows)}) SELECT key FROM asked WHERE EXISTS (SELECT 1 FROM lrs_links l WHERE l.key = asked.key)";
            await using var there = await select.ExecuteReaderAsync(cancellationToken);
            while (await there.ReadAsync(cancellationToken))
                found.Add(new IndexKey(database.ReadUuid(there, 0)!.Value));
        }

        return found;
    }

    private async Task ReadInto(Found found, DbCommand select, CancellationToken cancellationToken)
    {
        var first = found.Statements.Count;
        await using (var rows = await select.ExecuteReaderAsync(cancellationToken))
            await ReadInto(found, rows, cancellationToken);
        for (var i = first; i < found.Statements.Count; i++)
        {
            var logged = found.Statements[i];
            if (await signers.OfAsync(logged.Entry.Seq, logged.Statement, cancellationToken) is { } signer)
                found.Statements[i] = logged with { Signer = signer };
        }
    }

    private async Task ReadInto(Found found, DbDataReader rows, CancellationToken cancellationToken)
    {
        while (await rows.ReadAsync(cancellationToken))
        {
            var entry = Entry(rows);
            var (name, bound) = await credentials.DescribeAsync(rows.GetString(7), cancellationToken);
            if (Read(entry, rows.GetFieldValue<byte[]>(8), out var statement) is { } reason)
            {
                // One statement that a later, stricter version cannot read must not hold up everybody behind it.
                LogUnreadable(entry.Id, entry.Seq, reason);
                found.Unreadable.Add(new UnreadableStatement(entry, reason));
                continue;
            }

            found.Statements.Add(new LoggedStatement(entry, statement!, name, bound));
        }
    }

    /// <summary>Reads a statement's bytes back; tells why when that fails.</summary>
    private static string? Read(LogEntry entry, byte[] body, out ParsedStatement? statement)
    {
        // What was valid when it was stored stays evidence: version 2.0 accepts all that 1.0.3 does inside a statement.
        if (StatementReader.ReadOne(body, XapiVersion.V2, out statement) is { } error && StatementReader.ReadOne(body, XapiVersion.V1, out statement) is not null)
            return $"{error.Pointer} {error.Message}".TrimStart();
        // A row that was damaged may hold something else than what it was found by.
        if (statement!.Id != entry.Id)
            return "The bytes are those of another statement.";
        return entry.Activity is { } activity && (statement.Activity is not { } iri || IndexKey.Of(IndexKeyKind.Activity, iri) != activity)
            ? "The bytes speak of another activity than the one that the statement was stored for."
            : null;
    }

    private static async Task<LogHead> HeadAsync(DbCommand select, DateTime bound, CancellationToken cancellationToken)
    {
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new LogHead(row.GetInt64(0), Timestamps.FromUnixMicroseconds(row.GetInt64(1)), bound)
            : new LogHead(0, null, bound);
    }

    private LogEntry Entry(DbDataReader row) => new(
        row.GetInt64(0),
        database.ReadUuid(row, 1)!.Value,
        Timestamps.FromUnixMicroseconds(row.GetInt64(2)),
        database.ReadUuid(row, 3) is { } actor ? new IndexKey(actor) : null,
        database.ReadUuid(row, 4) is { } activity ? new IndexKey(activity) : null,
        database.ReadUuid(row, 5),
        row.IsDBNull(6) ? null : Timestamps.FromUnixMicroseconds(row.GetInt64(6)));

    [LoggerMessage(Level = LogLevel.Error, Message = "Stored statement {Id} at {Seq} cannot be read back and is left out of the fold: {Reason}")]
    private partial void LogUnreadable(Guid id, long seq, string reason);

    private sealed record Found(List<LoggedStatement> Statements, List<UnreadableStatement> Unreadable)
    {
        public LogReading Reading => new(Statements, Unreadable);
    }
}
