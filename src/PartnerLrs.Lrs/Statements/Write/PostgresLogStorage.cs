using Npgsql;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Activities;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>
/// The log's tables on PostgreSQL. The advisory lock is held until commit, so <c>seq</c> and <c>stored</c> follow commit order across processes, and no
/// two writers can wait for each other's keys. A group's own commit does not wait for the disk (<c>synchronous_commit</c>): that wait would be most of a small group's time, and the next
/// one can be written meanwhile. What every group does blocks (see <see cref="Batcher{TWork,TOutcome}"/>); what few do awaits. Large groups are copied, small ones inserted: COPY costs the server less for each row and more round trips.
/// </summary>
internal sealed class PostgresLogStorage(Database database) : ILogStorage
{
    /// <summary>From this many rows on COPY is quicker; measured with the benchmark.</summary>
    private const int CopiedRows = 100;

    private const string CopyStatements =
        "COPY lrs_statements (seq, id, stored, credential_id, actor_key, activity_key, voids, voided_at, body) FROM STDIN (FORMAT BINARY)";

    private const string CopyLinks = "COPY lrs_links (key, seq) FROM STDIN (FORMAT BINARY)";

    private readonly CopyBuffer statements = new();
    private readonly CopyBuffer links = new();

    public bool SettlesLater => true;

    public async Task<ILogTransaction> BeginAsync()
    {
        var connection = (NpgsqlConnection)await database.OpenAsync();
        try
        {
            return new Transaction(database, statements, links, connection, await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A transaction of its own that is durable as the server is configured, after the groups': the write-ahead log is one file after the other, so they are too. It writes
    /// an empty message, because a transaction that writes nothing is not synced.
    /// </summary>
    public async Task SettleAsync()
    {
        await using var connection = await database.OpenAsync();
        await using var settle = connection.Command(SqlText.Load(typeof(PostgresLogStorage), "Statements/Write/Settle", Dialect.Postgres));
        settle.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync()
    {
        statements.Dispose();
        links.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Transaction(Database database, CopyBuffer statements, CopyBuffer links, NpgsqlConnection connection, NpgsqlTransaction transaction) : ILogTransaction
    {
        public Task<LogState> ReadAsync(IReadOnlyList<Guid> ids)
        {
            using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands = { Sql("Statements/Write/Lock"), Sql("Statements/Write/Head"), Sql("Statements/Write/Existing", ("ids", ids)), Sql("Statements/Write/Waiting", ("ids", ids)) },
            };
            using var rows = batch.ExecuteReader();
            rows.NextResult();
            var (seq, stored) = rows.Read() ? (rows.GetInt64(0), Timestamps.FromUnixMicroseconds(rows.GetInt64(1))) : (0L, (DateTime?)null);
            rows.NextResult();
            var existing = new Dictionary<Guid, byte[]>();
            while (rows.Read())
                existing[rows.GetGuid(0)] = rows.GetFieldValue<byte[]>(1);
            rows.NextResult();
            var waiting = new List<WaitingReference>();
            while (rows.Read())
                waiting.Add(new WaitingReference(rows.GetGuid(0), rows.GetBoolean(1), rows.GetInt64(2)));
            return Task.FromResult(new LogState(seq, stored, existing, waiting));
        }

        public async Task<IReadOnlyList<StoredReference>> ReadReferencesAsync(IReadOnlyList<Guid> referred, IReadOnlyList<Guid> targets)
        {
            await using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands =
                {
                    Sql("Statements/Write/Referring", ("ids", referred), ("hops", ReferenceChains.MaximumHops)),
                    Sql("Statements/Write/Referred", ("ids", targets), ("hops", ReferenceChains.MaximumHops)),
                },
            };
            await using var rows = await batch.ExecuteReaderAsync();
            var found = new List<StoredReference>();
            while (await rows.ReadAsync())
                found.Add(new StoredReference(rows.GetGuid(0), rows.GetInt64(1), rows.GetGuid(2), null));
            await rows.NextResultAsync();
            while (await rows.ReadAsync())
                found.Add(new StoredReference(rows.GetGuid(0), 0, null, rows.GetFieldValue<byte[]>(1)));
            return found;
        }

        public async Task<IReadOnlyDictionary<string, byte[]>> ReadDefinitionsAsync(IReadOnlyCollection<string> activityIds) =>
            await ActivityStore.FindAsync(database, connection, transaction, activityIds, default);

        public async Task CommitAsync(WriteSet set)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            if (set.Rows.Count >= CopiedRows)
                Copy(set);
            else
                Insert(batch, set);
            var refs = set.Rows.Where(row => row.Statement.Target is not null).ToArray();
            if (refs.Length > 0)
            {
                batch.BatchCommands.Add(Sql(
                    "Statements/Write/Refer",
                    ("targets", Column(refs, row => row.Statement.Target!.Value)),
                    ("seqs", Column(refs, row => row.Seq)),
                    ("voids", Column(refs, row => row.Statement.IsVoiding))));
            }

            if (set.MoreLinks.Count > 0)
                batch.BatchCommands.Add(Sql("Statements/Write/LinkMore", ("keys", Column(set.MoreLinks, link => link.Key)), ("seqs", Column(set.MoreLinks, link => link.Seq))));
            if (set.Voided.Count > 0)
                batch.BatchCommands.Add(Sql("Statements/Write/Void", ("targets", set.Voided), ("stored", set.StoredMicroseconds)));
            if (set.Activities.Count > 0)
            {
                batch.BatchCommands.Add(Sql(
                    "Activities/Keep",
                    ("keys", Column(set.Activities, activity => ActivityStore.KeyOf(activity.ActivityId).Value)),
                    ("iris", Column(set.Activities, activity => activity.ActivityId)),
                    ("definitions", Column(set.Activities, activity => activity.Definition))));
            }

            await AttachmentRows.WriteAsync(connection, transaction, set.Deliveries);
            // In the same trip: when one of the commands before it fails, the server does not come to it.
            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
            batch.ExecuteNonQuery();
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }

        private static void Insert(NpgsqlBatch batch, WriteSet set)
        {
            batch.BatchCommands.Add(Sql(
                "Statements/Write/Insert",
                ("stored", set.StoredMicroseconds),
                ("seqs", Column(set.Rows, row => row.Seq)),
                ("ids", Column(set.Rows, row => row.Statement.Id)),
                ("credentials", Column(set.Rows, row => row.CredentialId)),
                ("actors", Column(set.Rows, row => row.Statement.Actor?.Value)),
                ("activities", Column(set.Rows, row => row.Statement.Activity?.Value)),
                ("voids", Column(set.Rows, row => row.Statement.IsVoiding ? row.Statement.Target : null)),
                ("voided", Column(set.Rows, row => row.VoidedAt)),
                ("bodies", Column(set.Rows, row => row.Statement.Bytes.Body))));
            batch.BatchCommands.Add(Sql("Statements/Write/Link", ("keys", Column(set.Links, link => link.Key)), ("seqs", Column(set.Links, link => link.Seq))));
        }

        private void Copy(WriteSet set)
        {
            statements.Begin();
            foreach (var row in set.Rows)
            {
                var statement = row.Statement;
                statements.Row(9);
                statements.Column(row.Seq);
                statements.Column(statement.Id);
                statements.Column(set.StoredMicroseconds);
                statements.Column(row.CredentialId);
                statements.Column(statement.Actor?.Value);
                statements.Column(statement.Activity?.Value);
                statements.Column(statement.IsVoiding ? statement.Target : null);
                statements.Column(row.VoidedAt);
                statements.Column(statement.Bytes.Body);
            }

            // The server takes statements in while their links are put in order.
            using (statements.Start(connection, CopyStatements))
            {
                links.Begin();
                foreach (var link in set.Links)
                {
                    links.Row(2);
                    links.Column(link.Key);
                    links.Column(link.Seq);
                }
            }

            links.Send(connection, CopyLinks);
        }

        private static NpgsqlBatchCommand Sql(string name, params ReadOnlySpan<(string Name, object Value)> parameters)
        {
            var command = new NpgsqlBatchCommand(SqlText.Load(typeof(PostgresLogStorage), name, Dialect.Postgres));
            foreach (var (parameter, value) in parameters)
                command.Parameters.Add(new NpgsqlParameter(parameter, value));
            return command;
        }

        private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> pick)
        {
            var column = new TValue[rows.Count];
            for (var i = 0; i < column.Length; i++)
                column[i] = pick(rows[i]);
            return column;
        }
    }
}
