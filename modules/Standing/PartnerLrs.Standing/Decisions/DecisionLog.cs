using System.Data.Common;
using Npgsql;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.Decisions;

/// <summary>The recorded decisions, in <c>standing_decisions</c>. Concurrent checks share a transaction; an answer is given when it is on disk.</summary>
internal sealed class DecisionLog : IAsyncDisposable
{
    private const string Columns = "id, asked_at, credential_id, gate, partner_id, allowed, policy_version, names, question, answer";
    private readonly CopyBuffer buffer = new();
    private readonly Database database;
    private readonly Batcher<RecordedDecision, bool> commits;

    public DecisionLog(Database database)
    {
        this.database = database;
        commits = new Batcher<RecordedDecision, bool>(WriteAsync, _ => 1, maximumWeight: 500, capacity: 2_000);
    }

    /// <summary>Records a decision; it is durable when this returns.</summary>
    public Task RecordAsync(RecordedDecision decision, CancellationToken cancellationToken) => commits.SubmitAsync(decision, cancellationToken);

    /// <summary>A recorded decision, or null.</summary>
    public async Task<RecordedDecision?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command($"SELECT {Columns} FROM standing_decisions WHERE id = @id", null, ("id", id));
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Map(row) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await commits.DisposeAsync();
        buffer.Dispose();
    }

    private static RecordedDecision Map(DbDataReader row) => new(
        row.GetString(0),
        Timestamps.CutToMicrosecond(row.GetDateTime(1)),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetBoolean(5),
        row.GetInt32(6),
        row.GetBoolean(7),
        row.GetString(8),
        row.GetFieldValue<byte[]>(9));

    private async Task<IReadOnlyList<bool>> WriteAsync(IReadOnlyList<RecordedDecision> group)
    {
        await using var connection = await database.OpenAsync();
        if (connection is NpgsqlConnection postgres)
            Copy(postgres, group);
        else
            Insert(connection, group);
        return [.. group.Select(_ => true)];
    }

    private void Copy(NpgsqlConnection connection, IReadOnlyList<RecordedDecision> group)
    {
        buffer.Begin();
        foreach (var decision in group)
        {
            buffer.Row(10);
            buffer.Column(decision.Id);
            buffer.Column(decision.AskedAt);
            buffer.Column(decision.CredentialId);
            buffer.Column(decision.Gate);
            buffer.Column(decision.PartnerId);
            buffer.Column(decision.Allowed);
            buffer.Column(decision.PolicyVersion);
            buffer.Column(decision.Names);
            buffer.Column(decision.Question);
            buffer.Column(decision.Answer);
        }

        buffer.Send(connection, $"COPY standing_decisions ({Columns}) FROM STDIN (FORMAT BINARY)");
    }

    /// <summary>In one transaction by one prepared statement: on SQLite a row costs little, a transaction much.</summary>
    private static void Insert(DbConnection connection, IReadOnlyList<RecordedDecision> group)
    {
        using var transaction = connection.BeginWrite();
        using var insert = connection.Command($"INSERT INTO standing_decisions ({Columns}) VALUES (@id, @asked, @credential, @gate, @partner, @allowed, @policy, @names, @question, @answer)", transaction);
        foreach (var decision in group)
        {
            ReadOnlySpan<(string Name, object Value)> values =
            [
                ("id", decision.Id),
                ("asked", decision.AskedAt),
                ("credential", decision.CredentialId),
                ("gate", decision.Gate),
                ("partner", decision.PartnerId),
                ("allowed", decision.Allowed),
                ("policy", decision.PolicyVersion),
                ("names", decision.Names),
                ("question", decision.Question),
                ("answer", decision.Answer),
            ];
            foreach (var (name, value) in values)
            {
                if (insert.Parameters.Contains(name))
                    insert.Parameters[name].Value = value;
                else
                    insert.Add(name, value);
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
