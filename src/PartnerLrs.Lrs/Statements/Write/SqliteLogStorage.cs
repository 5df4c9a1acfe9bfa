using System.Data.Common;
using System.Text;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Activities;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>The log's tables on SQLite: a connection of its own, with statements prepared once. The file's write lock keeps other writers out.</summary>
internal sealed class SqliteLogStorage(Database database) : ILogStorage
{
    private Session? session;

    /// <summary>Not here: the next group could not begin before the sync of this one has ended anyway.</summary>
    public bool SettlesLater => false;

    public Task SettleAsync() => Task.CompletedTask;

    public async Task<ILogTransaction> BeginAsync()
    {
        session ??= await Session.OpenAsync(database);
        try
        {
            return new Transaction(this, database, session, session.Connection.BeginWrite());
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

    private sealed class Transaction(SqliteLogStorage storage, Database database, Session session, WriteTransaction transaction) : ILogTransaction
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
            var (blob, places) = (Blobs(ids, id => id), Numbers(Enumerable.Range(0, ids.Count).Select(i => (i * 16L) + 1)));
            Read(session.Existing, row => existing[database.ReadUuid(row, 0)!.Value] = row.GetFieldValue<byte[]>(1), blob, places);
            Read(session.Waiting, row => waiting.Add(new WaitingReference(database.ReadUuid(row, 0)!.Value, row.GetBoolean(1), row.GetInt64(2))), blob, places);

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
            Link(session.Link, set.Links);
            Link(session.LinkMore, set.MoreLinks);
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

        /// <summary>Many ids in one parameter, sixteen bytes each: binding parameters one by one costs more than the rows themselves.</summary>
        private static byte[] Blobs<T>(IReadOnlyList<T> rows, Func<T, Guid> pick)
        {
            var blob = new byte[rows.Count * 16];
            for (var i = 0; i < rows.Count; i++)
                pick(rows[i]).TryWriteBytes(blob.AsSpan(i * 16), bigEndian: true, out _);
            return blob;
        }

        /// <summary>Many numbers in one parameter, as a JSON array.</summary>
        private static string Numbers(IEnumerable<long> numbers) => new StringBuilder("[").AppendJoin(',', numbers).Append(']').ToString();

        private static void Link(DbCommand command, IReadOnlyList<LogLink> links)
        {
            if (links.Count > 0)
                Run(command, Blobs(links, link => link.Key), Numbers(links.Select(link => link.Seq)));
        }

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

        private Session(DbConnection connection)
        {
            Connection = connection;
            Head = Make("Statements/Write/Head");
            Existing = Make("Statements/Write/Existing", "ids", "places");
            Waiting = Make("Statements/Write/Waiting", "ids", "places");
            Referring = Make("Statements/Write/Referring", "id", "hops");
            Referred = Make("Statements/Write/Referred", "id", "hops");
            Insert = Make("Statements/Write/Insert", "seq", "id", "stored", "credential", "actor", "activity", "voids", "voided", "body");
            Link = Make("Statements/Write/Link", "keys", "seqs");
            LinkMore = Make("Statements/Write/LinkMore", "keys", "seqs");
            Refer = Make("Statements/Write/Refer", "target", "seq", "voids");
            Void = Make("Statements/Write/Void", "target", "stored");
            Keep = Make("Activities/Keep", "key", "iri", "definition");
        }

        /// <summary>Opens a connection whose cache holds the pages of the index that a group touches: keys are spread all over it.</summary>
        public static async Task<Session> OpenAsync(Database database)
        {
            var connection = await database.OpenAsync();
            await using var grow = connection.Command("PRAGMA cache_size = -65536");
            await grow.ExecuteNonQueryAsync();
            return new Session(connection);
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
