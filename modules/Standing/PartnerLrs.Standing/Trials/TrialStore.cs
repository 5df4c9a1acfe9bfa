using System.Data.Common;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.Trials;

/// <summary>Trials in <c>standing_trials</c>, and what they found in the tables beside it.</summary>
internal sealed class TrialStore(Database database)
{
    private const string Columns =
        "id, kind, state, draft_digest, draft_saved_at, draft_saved_by, policy_version, parameters, requested_at, requested_by, done, total, finished_at, result";

    /// <summary>A trial of a kind, or null.</summary>
    public async Task<Trial?> FindAsync(string kind, string id, CancellationToken cancellationToken) =>
        (await ReadAsync("WHERE kind = @kind AND id = @id", [("kind", kind), ("id", id)], cancellationToken)).SingleOrDefault();

    /// <summary>Trials of a kind after an id, in order.</summary>
    public Task<IReadOnlyList<Trial>> ListAsync(string kind, string after, int limit, CancellationToken cancellationToken) =>
        ReadAsync("WHERE kind = @kind AND id > @after ORDER BY id LIMIT @limit", [("kind", kind), ("after", after), ("limit", limit)], cancellationToken);

    /// <summary>Writes a new trial.</summary>
    public async Task AddAsync(Trial trial, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var insert = connection.Command(
            SqlText.Load(typeof(TrialStore), "Trials/Insert", database.Dialect),
            null,
            ("id", trial.Id),
            ("kind", trial.Kind),
            ("state", trial.State),
            ("digest", trial.Draft.Digest),
            ("saved", trial.Draft.SavedAt),
            ("by", trial.Draft.SavedBy),
            ("policy", trial.PolicyVersion),
            ("parameters", trial.Parameters),
            ("requested", trial.RequestedAt),
            ("requester", trial.RequestedBy));
        await insert.ExecuteWriteAsync(cancellationToken);
    }

    /// <summary>Writes how far a trial that runs has come, and what it found.</summary>
    /// <returns>Whether it still runs: somebody may have cancelled it.</returns>
    public async Task<bool> ProgressAsync(string id, int done, int total, TrialFindings findings, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        await using (var update = connection.Command(
            "UPDATE standing_trials SET done = @done, total = @total WHERE id = @id AND state = 'running'", transaction, ("id", id), ("done", done), ("total", total)))
        {
            if (await update.ExecuteNonQueryAsync(cancellationToken) == 0)
                return false;
        }

        await InsertAsync(connection, transaction, "INSERT INTO standing_trial_partners (trial_id, partner_id, change, finding) VALUES (@trial, @partner, @change, @finding)", id, findings.Partners, cancellationToken);
        await InsertAsync(
            connection, transaction, "INSERT INTO standing_trial_differences (trial_id, id, partner_id, change, finding) VALUES (@trial, @id, @partner, @change, @finding)", id, findings.Differences, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Ends a trial that runs.</summary>
    /// <returns>Whether it ran.</returns>
    public async Task<bool> EndAsync(string id, string state, DateTime at, string? result, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var update = connection.Command(
            SqlText.Load(typeof(TrialStore), "Trials/End", database.Dialect), null, ("id", id), ("state", state), ("at", at), ("result", result));
        return await update.ExecuteWriteAsync(cancellationToken) > 0;
    }

    /// <summary>Says of every trial that runs by what is written that the server stopped in the middle of it.</summary>
    public async Task InterruptAllAsync(DateTime at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var update = connection.Command("UPDATE standing_trials SET state = 'interrupted', finished_at = @at WHERE state = 'running'", null, ("at", at));
        await update.ExecuteWriteAsync(cancellationToken);
    }

    /// <summary>Removes all trials but the newest, and those that run.</summary>
    public async Task SweepAsync(int keep, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        const string old = "SELECT id FROM standing_trials WHERE state <> 'running' AND id NOT IN (SELECT id FROM standing_trials ORDER BY id DESC LIMIT @keep)";
        foreach (var delete in (ReadOnlySpan<string>)
            [$"DELETE FROM standing_trial_partners WHERE trial_id IN ({old})", $"DELETE FROM standing_trial_differences WHERE trial_id IN ({old})", $"DELETE FROM standing_trials WHERE id IN ({old})"])
        {
            using var command = connection.Command(delete, transaction, ("keep", keep));
            command.ExecuteNonQuery();
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What was found of partners, as JSON, after a partner's id, in order.</summary>
    public Task<IReadOnlyList<string>> PartnersAsync(string id, string after, int limit, string? change, CancellationToken cancellationToken) =>
        FindingsAsync("standing_trial_partners", "partner_id", id, after, limit, null, change, cancellationToken);

    /// <summary>Decisions and deals that differ, as JSON, after an id, in order.</summary>
    public Task<IReadOnlyList<string>> DifferencesAsync(string id, string after, int limit, string? partnerId, string? change, CancellationToken cancellationToken) =>
        FindingsAsync("standing_trial_differences", "id", id, after, limit, partnerId, change, cancellationToken);

    private async Task<IReadOnlyList<string>> FindingsAsync(string table, string key, string id, string after, int limit, string? partnerId, string? change, CancellationToken cancellationToken)
    {
        var conditions = $"trial_id = @trial AND {key} > @after";
        var parameters = new List<(string, object?)> { ("trial", id), ("after", after), ("limit", limit) };
        if (partnerId is not null)
        {
            conditions += " AND partner_id = @partner";
            parameters.Add(("partner", partnerId));
        }

        if (change is not null)
        {
            conditions += " AND change = @change";
            parameters.Add(("change", change));
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command($"SELECT finding FROM {table} WHERE {conditions} ORDER BY {key} LIMIT @limit", null, [.. parameters]);
        var found = new List<string>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(rows.GetString(0));
        return found;
    }

    private static async Task InsertAsync(DbConnection connection, DbTransaction transaction, string sql, string id, IReadOnlyList<TrialFinding> findings, CancellationToken cancellationToken)
    {
        foreach (var finding in findings)
        {
            await using var insert = connection.Command(
                sql, transaction, ("trial", id), ("id", finding.Id), ("partner", finding.PartnerId), ("change", finding.Change), ("finding", finding.Document));
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Trial>> ReadAsync(string condition, IReadOnlyList<(string Name, object? Value)> parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command($"SELECT {Columns} FROM standing_trials {condition}", null, [.. parameters]);
        var found = new List<Trial>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(Map(rows));
        return found;
    }

    private static Trial Map(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        new TriedDraft(row.GetString(3), row.Instant(4), row.GetString(5)),
        row.GetInt32(6),
        row.GetString(7),
        row.Instant(8),
        row.GetString(9),
        row.GetInt32(10),
        row.GetInt32(11),
        row.InstantOrNull(12),
        row.TextOrNull(13));
}
