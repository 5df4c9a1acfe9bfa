using System.Data.Common;
using Npgsql;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Standing.Gates;

namespace PartnerLrs.Standing.Decisions;

/// <summary>The recorded decisions, in <c>standing_decisions</c>. Concurrent checks share a transaction; an answer is given when it is on disk.</summary>
internal sealed class DecisionLog : IAsyncDisposable
{
    private const string Columns = "id, asked_at, credential_id, gate, partner_id, allowed, policy_version, names, question, as_of, known_at, reflects_through, answer_id";
    private const string Select =
        "SELECT d.id, asked_at, credential_id, gate, partner_id, allowed, policy_version, names, question, as_of, known_at, reflects_through, body FROM standing_decisions d JOIN standing_answers a ON a.id = d.answer_id";

    /// <summary>How many answers are remembered as being on disk.</summary>
    private const int MostRemembered = 100_000;

    /// <summary>Answers that are on disk for certain. The writer alone uses it.</summary>
    private readonly HashSet<Guid> stored = [];
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
    public async Task<RecordedDecision?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync("WHERE d.id = @id", [("id", id)], cancellationToken)).SingleOrDefault();

    /// <summary>Whether anything was decided at or after an instant (UTC).</summary>
    public async Task<bool> AnySinceAsync(DateTime instant, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command("SELECT id FROM standing_decisions WHERE id >= @from ORDER BY id DESC LIMIT 1", null, ("from", FirstIdAt(instant)));
        return await select.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>A partner's decisions since an instant (UTC), the newest first.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="instant">The instant.</param>
    /// <param name="before">The id that was read last; null for the start.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<RecordedDecision>> OfPartnerSinceAsync(string partnerId, DateTime instant, string? before, int limit, CancellationToken cancellationToken) => ReadAsync(
        $"WHERE partner_id = @partner AND d.id >= @from{(before is null ? "" : " AND d.id < @before")} ORDER BY d.id DESC LIMIT @limit",
        [("partner", partnerId), ("from", FirstIdAt(instant)), ("limit", limit), .. before is null ? Array.Empty<(string, object?)>() : [("before", before)]],
        cancellationToken);

    /// <summary>A partner's decisions within a span of time (UTC), in order, after an id.</summary>
    /// <param name="partnerId">The partner.</param>
    /// <param name="from">The first instant; rounded to the millisecond, as ids are.</param>
    /// <param name="until">The first instant after.</param>
    /// <param name="after">The id that was read last; empty for the start.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<RecordedDecision>> OfPartnerWithinAsync(string partnerId, DateTime from, DateTime until, string after, int limit, CancellationToken cancellationToken) => ReadAsync(
        "WHERE partner_id = @partner AND d.id >= @from AND d.id < @until AND d.id > @after ORDER BY d.id LIMIT @limit",
        [("partner", partnerId), ("from", FirstIdAt(from)), ("until", FirstIdAt(until)), ("after", after), ("limit", limit)],
        cancellationToken);

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
        row.Instant(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetBoolean(5),
        row.GetInt32(6),
        row.GetBoolean(7),
        row.GetString(8),
        // A decision from before its answer was kept apart has none of these; its answer has no holes.
        new DecisionTimes(row.InstantOrNull(9) ?? default, row.InstantOrNull(10) ?? default, row.InstantOrNull(11)),
        new AnswerTemplate(row.GetFieldValue<byte[]>(12)));

    private async Task<IReadOnlyList<RecordedDecision>> ReadAsync(string condition, (string Name, object? Value)[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command($"{Select} {condition}", null, parameters);
        var found = new List<RecordedDecision>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(Map(rows));
        return found;
    }

    private async Task<IReadOnlyList<bool>> WriteAsync(IReadOnlyList<IReadOnlyList<RecordedDecision>> group)
    {
        await using var connection = await database.OpenAsync();
        var all = group.SelectMany(decisions => decisions);
        var unknown = all.Where(decision => !stored.Contains(decision.Template.Key)).DistinctBy(decision => decision.Template.Key).Select(decision => decision.Template).ToList();
        if (connection is NpgsqlConnection postgres)
            Copy(postgres, unknown, all);
        else
            Insert(connection, unknown, all);
        if (stored.Count + unknown.Count > MostRemembered)
            stored.Clear();
        stored.UnionWith(unknown.Select(template => template.Key));
        return [.. group.Select(_ => true)];
    }

    /// <summary>By COPY. Only answers that were not given before need a transaction.</summary>
    private void Copy(NpgsqlConnection connection, List<AnswerTemplate> unknown, IEnumerable<RecordedDecision> group)
    {
        using var transaction = unknown.Count == 0 ? null : connection.BeginTransaction();
        Add(connection, transaction, unknown);
        buffer.Begin();
        foreach (var decision in group)
        {
            buffer.Row(13);
            buffer.Column(decision.Id);
            buffer.Column(decision.AskedAt);
            buffer.Column(decision.CredentialId);
            buffer.Column(decision.Gate);
            buffer.Column(decision.PartnerId);
            buffer.Column(decision.Allowed);
            buffer.Column(decision.PolicyVersion);
            buffer.Column(decision.Names);
            buffer.Column(decision.Question);
            buffer.Column(decision.Times.AsOf);
            buffer.Column(decision.Times.KnownAt);
            buffer.Column(decision.Times.ReflectsThrough);
            buffer.Column(decision.Template.Key);
        }

        buffer.Send(connection, $"COPY standing_decisions ({Columns}) FROM STDIN (FORMAT BINARY)");
        transaction?.Commit();
    }

    private void Add(DbConnection connection, DbTransaction? transaction, List<AnswerTemplate> templates)
    {
        foreach (var template in templates)
        {
            using var add = connection.Command("INSERT INTO standing_answers (id, body) VALUES (@id, @body) ON CONFLICT DO NOTHING", transaction, ("id", database.Uuid(template.Key)), ("body", template.Body));
            add.ExecuteNonQuery();
        }
    }

    /// <summary>In one transaction by one prepared statement: on SQLite a row costs little, a transaction much.</summary>
    private void Insert(DbConnection connection, List<AnswerTemplate> unknown, IEnumerable<RecordedDecision> group)
    {
        using var transaction = connection.BeginWrite();
        Add(connection, transaction, unknown);
        using var insert = connection.Command(
            $"INSERT INTO standing_decisions ({Columns}) VALUES (@id, @asked, @credential, @gate, @partner, @allowed, @policy, @names, @question, @asOf, @knownAt, @reflects, @answer)", transaction);
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
                ("asOf", decision.Times.AsOf),
                ("knownAt", decision.Times.KnownAt),
                ("reflects", (object?)decision.Times.ReflectsThrough ?? DBNull.Value),
                ("answer", database.Uuid(decision.Template.Key)),
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
