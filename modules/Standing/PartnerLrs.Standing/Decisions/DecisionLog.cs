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
    private readonly Batcher<IReadOnlyList<RecordedDecision>, bool> commits;

    public DecisionLog(Database database)
    {
        this.database = database;
        commits = new Batcher<IReadOnlyList<RecordedDecision>, bool>(WriteAsync, decisions => decisions.Count, maximumWeight: 500, capacity: 2_000);
    }

    /// <summary>Records decisions, all or none; they are durable when this returns.</summary>
    public Task RecordAsync(IReadOnlyList<RecordedDecision> decisions, CancellationToken cancellationToken) =>
        decisions.Count == 0 ? Task.CompletedTask : commits.SubmitAsync(decisions, cancellationToken);

    /// <summary>A recorded decision, or null.</summary>
    public async Task<RecordedDecision?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command($"SELECT {Columns} FROM standing_decisions WHERE id = @id", null, ("id", id));
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Map(row) : null;
    }

    /// <summary>Whether anything was decided at or after an instant (UTC).</summary>
    public async Task<bool> AnySinceAsync(DateTime instant, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command("SELECT id FROM standing_decisions WHERE id >= @from ORDER BY id DESC LIMIT 1", null, ("from", FirstIdAt(instant)));
        return await select.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>A partner's decisions since an instant (UTC), the newest first.</summary>
    public async Task<IReadOnlyList<RecordedDecision>> OfPartnerSinceAsync(string partnerId, DateTime instant, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(
            $"SELECT {Columns} FROM standing_decisions WHERE partner_id = @partner AND id >= @from ORDER BY id DESC LIMIT @limit", null, ("partner", partnerId), ("from", FirstIdAt(instant)), ("limit", limit));
        var found = new List<RecordedDecision>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(Map(rows));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await commits.DisposeAsync();
        buffer.Dispose();
    }

    /// <summary>Ids begin with the instant at which they were made (RFC 9562, version 7), so a range of them is a range of time.</summary>
    private static string FirstIdAt(DateTime instant)
    {
        var milliseconds = Math.Max(0, (instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond);
        return $"{milliseconds >> 16:x8}-{milliseconds & 0xFFFF:x4}-7000-8000-000000000000";
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

    private async Task<IReadOnlyList<bool>> WriteAsync(IReadOnlyList<IReadOnlyList<RecordedDecision>> group)
    {
        await using var connection = await database.OpenAsync();
        var all = group.SelectMany(decisions => decisions);
        if (connection is NpgsqlConnection postgres)
            Copy(postgres, all);
        else
            Insert(connection, all);
        return [.. group.Select(_ => true)];
    }

    private void Copy(NpgsqlConnection connection, IEnumerable<RecordedDecision> group)
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
    private static void Insert(DbConnection connection, IEnumerable<RecordedDecision> group)
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
