using System.Data.Common;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Lrs.Log;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>Writes groups on SQLite: one transaction a group, with statements prepared once on a connection of its own.</summary>
internal sealed class SqliteStatementWriter(Database database, LogClock clock) : IStatementWriter
{
    private Session? session;

    public async Task<IReadOnlyList<WriteOutcome>> CommitAsync(IReadOnlyList<WriteRequest> group)
    {
        session ??= new Session(await database.OpenAsync());
        try
        {
            await using var transaction = await session.Connection.BeginWriteAsync();
            var (outcomes, any) = session.Write(group, clock, transaction);
            if (any)
                await transaction.CommitAsync();
            return outcomes;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
        finally
        {
            clock.End();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (session is null)
            return;
        await session.DisposeAsync();
        session = null;
    }

    private sealed class Session(DbConnection connection) : IAsyncDisposable
    {
        private readonly DbCommand head = Make(connection, "Head");
        private readonly DbCommand existing = Make(connection, "Existing", "id");
        private readonly DbCommand insert = Make(connection, "Insert", "seq", "id", "stored", "credential", "actor", "activity", "voids", "body");
        private readonly DbCommand link = Make(connection, "Link", "key", "seq");
        private readonly DbCommand refer = Make(connection, "Refer", "target", "seq", "voids");
        private readonly DbCommand undo = Make(connection, "Void", "target", "stored");

        public DbConnection Connection => connection;

        public (IReadOnlyList<WriteOutcome> Outcomes, bool Any) Write(IReadOnlyList<WriteRequest> group, LogClock clock, DbTransaction transaction)
        {
            foreach (var command in (ReadOnlySpan<DbCommand>)[head, existing, insert, link, refer, undo])
                command.Transaction = transaction;
            var (seq, last) = ReadHead();
            var plan = GroupPlan.Of(group, ReadExisting(group));
            var stored = clock.Begin(last);
            foreach (var (credentialId, statement) in plan.Accepted)
                Insert(++seq, stored, credentialId, statement);
            foreach (var (_, statement) in plan.Accepted.Where(a => a.Statement.IsVoiding))
                Run(undo, statement.Target!.Value.ToByteArray(bigEndian: true), Timestamps.ToUnixMicroseconds(stored));
            var first = seq - plan.Accepted.Count + 1;
            AttachmentRows.Write(connection, transaction, [.. plan.Accepted.SelectMany((a, i) => a.Statement.Attachments.Select(delivery => (first + i, delivery)))]);
            return ([.. plan.Conflicts.Select(conflict => new WriteOutcome(conflict, seq))], plan.Accepted.Count > 0);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var command in new[] { head, existing, insert, link, refer, undo })
                await command.DisposeAsync();
            await connection.DisposeAsync();
        }

        private static DbCommand Make(DbConnection connection, string name, params ReadOnlySpan<string> parameters)
        {
            var command = connection.Command(SqlText.Load(typeof(SqliteStatementWriter), $"Statements/Write/{name}", Dialect.Sqlite));
            foreach (var parameter in parameters)
                command.Add(parameter, null);
            return command;
        }

        private static void Run(DbCommand command, params ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }

        private void Insert(long seq, DateTime stored, string credentialId, StatementToWrite statement)
        {
            statement.Bytes.Stamp(stored);
            Run(
                insert,
                seq,
                statement.Id.ToByteArray(bigEndian: true),
                Timestamps.ToUnixMicroseconds(stored),
                credentialId,
                statement.Actor?.ToBytes(),
                statement.Activity?.ToBytes(),
                statement.IsVoiding ? statement.Target!.Value.ToByteArray(bigEndian: true) : null,
                statement.Bytes.Body);
            foreach (var key in statement.Keys)
                Run(link, key.ToBytes(), seq);
            if (statement.Target is { } target)
                Run(refer, target.ToByteArray(bigEndian: true), seq, statement.IsVoiding ? 1 : 0);
        }

        private (long Seq, DateTime? Stored) ReadHead()
        {
            using var row = head.ExecuteReader();
            return row.Read() ? (row.GetInt64(0), Timestamps.FromUnixMicroseconds(row.GetInt64(1))) : (0, null);
        }

        private Dictionary<Guid, byte[]> ReadExisting(IReadOnlyList<WriteRequest> group)
        {
            var found = new Dictionary<Guid, byte[]>();
            foreach (var statement in group.SelectMany(request => request.Statements))
            {
                existing.Parameters[0].Value = statement.Id.ToByteArray(bigEndian: true);
                if (existing.ExecuteScalar() is byte[] body)
                    found[statement.Id] = body;
            }

            return found;
        }
    }
}
