using Npgsql;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Lrs.Log;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>
/// Writes groups on PostgreSQL in two round trips: the lock with what is already there, then every row and the commit. The advisory
/// lock is held until commit, so <c>seq</c> and <c>stored</c> follow commit order across processes, and key order cannot deadlock.
/// </summary>
internal sealed class PostgresStatementWriter(Database database, LogClock clock) : IStatementWriter
{
    public async Task<IReadOnlyList<WriteOutcome>> CommitAsync(IReadOnlyList<WriteRequest> group)
    {
        await using var connection = (NpgsqlConnection)await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted);
        try
        {
            var (seq, last, existing) = await PrepareAsync(connection, transaction, group);
            var plan = GroupPlan.Of(group, existing);
            if (plan.Accepted.Count > 0)
            {
                var stored = clock.Begin(last);
                await WriteAsync(connection, transaction, plan.Accepted, seq, stored);
                await transaction.CommitAsync();
                seq += plan.Accepted.Count;
            }

            return [.. plan.Conflicts.Select(conflict => new WriteOutcome(conflict, seq))];
        }
        finally
        {
            clock.End();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static NpgsqlBatchCommand Sql(string name, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(SqlText.Load(typeof(PostgresStatementWriter), $"Statements/Write/{name}", Dialect.Postgres));
        foreach (var (parameter, value) in parameters)
            command.Parameters.Add(new NpgsqlParameter(parameter, value));
        return command;
    }

    private static async Task<(long Seq, DateTime? Stored, Dictionary<Guid, byte[]> Existing)> PrepareAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<WriteRequest> group)
    {
        var ids = group.SelectMany(request => request.Statements).Select(statement => statement.Id).ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { Sql("Lock"), Sql("Head"), Sql("Existing", ("ids", ids)) } };
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        var (seq, stored) = await rows.ReadAsync() ? (rows.GetInt64(0), Timestamps.FromUnixMicroseconds(rows.GetInt64(1))) : (0L, (DateTime?)null);
        await rows.NextResultAsync();
        var existing = new Dictionary<Guid, byte[]>();
        while (await rows.ReadAsync())
            existing[rows.GetGuid(0)] = rows.GetFieldValue<byte[]>(1);
        return (seq, stored, existing);
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(string CredentialId, StatementToWrite Statement)> accepted, long head, DateTime stored)
    {
        foreach (var (_, statement) in accepted)
            statement.Bytes.Stamp(stored);
        var micros = Timestamps.ToUnixMicroseconds(stored);
        var seqs = Enumerable.Range(1, accepted.Count).Select(i => head + i).ToArray();
        var links = accepted.SelectMany((a, i) => a.Statement.Keys.Select(key => (Key: key.Value, Seq: seqs[i]))).OrderBy(link => link.Key).ToArray();
        var refs = accepted.Select((a, i) => (a.Statement, Seq: seqs[i])).Where(a => a.Statement.Target is not null).ToArray();

        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Sql(
            "Insert",
            ("stored", micros),
            ("seqs", seqs),
            ("ids", Column(accepted, s => s.Id)),
            ("credentials", accepted.Select(a => a.CredentialId).ToArray()),
            ("actors", Column(accepted, s => s.Actor?.Value)),
            ("activities", Column(accepted, s => s.Activity?.Value)),
            ("voids", Column(accepted, s => s.IsVoiding ? s.Target : null)),
            ("bodies", Column(accepted, s => s.Bytes.Body))));
        batch.BatchCommands.Add(Sql("Link", ("keys", Array.ConvertAll(links, l => l.Key)), ("seqs", Array.ConvertAll(links, l => l.Seq))));
        if (refs.Length > 0)
        {
            batch.BatchCommands.Add(Sql(
                "Refer",
                ("targets", Array.ConvertAll(refs, r => r.Statement.Target!.Value)),
                ("seqs", Array.ConvertAll(refs, r => r.Seq)),
                ("voids", Array.ConvertAll(refs, r => r.Statement.IsVoiding))));
            var voided = refs.Where(r => r.Statement.IsVoiding).Select(r => r.Statement.Target!.Value).ToArray();
            if (voided.Length > 0)
                batch.BatchCommands.Add(Sql("Void", ("targets", voided), ("stored", micros)));
        }

        await batch.ExecuteNonQueryAsync();
        await AttachmentRows.WriteAsync(connection, transaction, [.. accepted.SelectMany((a, i) => a.Statement.Attachments.Select(delivery => (seqs[i], delivery)))]);
    }

    private static T[] Column<T>(IReadOnlyList<(string CredentialId, StatementToWrite Statement)> accepted, Func<StatementToWrite, T> pick) =>
        [.. accepted.Select(a => pick(a.Statement))];
}
