using System.Data.Common;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Activities;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>The log's tables on SQLite: a connection of its own, with statements prepared once. The file's write lock keeps other writers out.</summary>
internal sealed class SqliteLogStorage(Database database) : ILogStorage
{
    private Session? session;

    public async Task<ILogTransaction> BeginAsync()
    {
        session ??= new Session(await database.OpenAsync());
        try
        {
            return new Transaction(this, database, session, await session.Connection.BeginWriteAsync());
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (session is null)
            return;
        await session.DisposeAsync();
        session = null;
    }

    private sealed class Transaction(SqliteLogStorage storage, Database database, Session session, DbTransaction transaction) : ILogTransaction
    {
        private bool hasFailed;

        public Task<LogState> ReadAsync(IReadOnlyList<Guid> ids) => TryAsync(() =>
        {
            session.Use(transaction);
            long seq = 0;
            DateTime? stored = null;
            Read(session.Head, row => (seq, stored) = (row.GetInt64(0), Timestamps.FromUnixMicroseconds(row.GetInt64(1))));
            var existing = new Dictionary<Guid, byte[]>();
            var waiting = new List<WaitingReference>();
            foreach (var id in ids)
            {
                var blob = Blob(id);
                Read(session.Existing, row => existing[id] = row.GetFieldValue<byte[]>(0), blob);
                Read(session.Waiting, row => waiting.Add(new WaitingReference(id, row.GetBoolean(1), row.GetInt64(2))), blob);
            }

            return Task.FromResult(new LogState(seq, stored, existing, waiting));
        });

        public Task<IReadOnlyList<StoredReference>> ReadReferencesAsync(IReadOnlyList<Guid> referred, IReadOnlyList<Guid> targets) => TryAsync(() =>
        {
            var found = new List<StoredReference>();
            foreach (var id in referred)
                Read(session.Referring, row => found.Add(new StoredReference(database.ReadUuid(row, 0)!.Value, row.GetInt64(1), database.ReadUuid(row, 2), null)), Blob(id), ReferenceChains.MaximumHops);
            foreach (var id in targets)
                Read(session.Referred, row => found.Add(new StoredReference(database.ReadUuid(row, 0)!.Value, 0, null, row.GetFieldValue<byte[]>(1))), Blob(id), ReferenceChains.MaximumHops);
            return Task.FromResult<IReadOnlyList<StoredReference>>(found);
        });

        public Task<IReadOnlyDictionary<string, byte[]>> ReadDefinitionsAsync(IReadOnlyCollection<string> activityIds) =>
            TryAsync<IReadOnlyDictionary<string, byte[]>>(async () => await ActivityStore.FindAsync(database, session.Connection, transaction, activityIds, default));

        public Task CommitAsync(WriteSet set) => TryAsync(async () =>
        {
            foreach (var row in set.Rows)
                Insert(row, set.StoredMicroseconds);
            foreach (var (key, seq) in set.Links)
                Run(session.Link, Blob(key), seq);
            foreach (var (key, seq) in set.MoreLinks)
                Run(session.LinkMore, Blob(key), seq);
            foreach (var target in set.Voided)
                Run(session.Void, Blob(target), set.StoredMicroseconds);
            foreach (var (id, definition) in set.Activities)
                Run(session.Keep, Blob(ActivityStore.KeyOf(id).Value), id, definition);
            AttachmentRows.Write(session.Connection, transaction, set.Deliveries);
            await transaction.CommitAsync();
            return true;
        });

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            // After an error the connection is not trusted with another group.
            if (hasFailed)
                await storage.DisposeAsync();
        }

        private static byte[] Blob(Guid value) => value.ToByteArray(bigEndian: true);

        private static void Run(DbCommand command, params ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }

        private static void Read(DbCommand command, Action<DbDataReader> take, params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i];
            using var rows = command.ExecuteReader();
            while (rows.Read())
                take(rows);
        }

        private async Task<T> TryAsync<T>(Func<Task<T>> act)
        {
            try
            {
                return await act();
            }
            catch
            {
                hasFailed = true;
                throw;
            }
        }

        private void Insert(LogRow row, long stored)
        {
            var statement = row.Statement;
            Run(
                session.Insert,
                row.Seq,
                Blob(statement.Id),
                stored,
                row.CredentialId,
                statement.Actor?.ToBytes(),
                statement.Activity?.ToBytes(),
                statement.IsVoiding ? Blob(statement.Target!.Value) : null,
                row.VoidedAt,
                statement.Bytes.Body);
            if (statement.Target is { } target)
                Run(session.Refer, Blob(target), row.Seq, statement.IsVoiding ? 1 : 0);
        }
    }

    /// <summary>The connection and its prepared statements.</summary>
    private sealed class Session : IAsyncDisposable
    {
        private readonly List<DbCommand> commands = [];

        public Session(DbConnection connection)
        {
            Connection = connection;
            Head = Make("Statements/Write/Head");
            Existing = Make("Statements/Write/Existing", "id");
            Waiting = Make("Statements/Write/Waiting", "id");
            Referring = Make("Statements/Write/Referring", "id", "hops");
            Referred = Make("Statements/Write/Referred", "id", "hops");
            Insert = Make("Statements/Write/Insert", "seq", "id", "stored", "credential", "actor", "activity", "voids", "voided", "body");
            Link = Make("Statements/Write/Link", "key", "seq");
            LinkMore = Make("Statements/Write/LinkMore", "key", "seq");
            Refer = Make("Statements/Write/Refer", "target", "seq", "voids");
            Void = Make("Statements/Write/Void", "target", "stored");
            Keep = Make("Activities/Keep", "key", "iri", "definition");
        }

        public DbConnection Connection { get; }

        public DbCommand Head { get; }

        public DbCommand Existing { get; }

        public DbCommand Waiting { get; }

        public DbCommand Referring { get; }

        public DbCommand Referred { get; }

        public DbCommand Insert { get; }

        public DbCommand Link { get; }

        public DbCommand LinkMore { get; }

        public DbCommand Refer { get; }

        public DbCommand Void { get; }

        public DbCommand Keep { get; }

        public void Use(DbTransaction transaction)
        {
            foreach (var command in commands)
                command.Transaction = transaction;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var command in commands)
                await command.DisposeAsync();
            await Connection.DisposeAsync();
        }

        private DbCommand Make(string name, params ReadOnlySpan<string> parameters)
        {
            var command = Connection.Command(SqlText.Load(typeof(SqliteLogStorage), name, Dialect.Sqlite));
            foreach (var parameter in parameters)
                command.Add(parameter, null);
            commands.Add(command);
            return command;
        }
    }
}
