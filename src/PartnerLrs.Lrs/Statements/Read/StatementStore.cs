using System.Data.Common;
using System.Text;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Statements.Write;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Statements.Read;

/// <summary>Reads statements for <c>/xapi/statements</c>. Every filter is a range of <c>lrs_links</c>, joined on <c>seq</c>.</summary>
internal sealed class StatementStore(Database database) : IDisposable
{
    /// <summary>
    /// So many pages are read at once, in the order of asking; more would not be ready sooner, but all of them later: sending a page takes this machine
    /// longer than finding it takes the database.
    /// </summary>
    private readonly SemaphoreSlim turns = new(2 * Environment.ProcessorCount, 2 * Environment.ProcessorCount);

    /// <summary>The credential that sent a statement, or null when the log does not have it.</summary>
    public async Task<string?> SenderOfAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command("SELECT credential_id FROM lrs_statements WHERE id = @id", null, ("id", database.Uuid(id)));
        return (string?)await select.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>A page of statements, voided ones left out, and whether there are more.</summary>
    public async Task<StatementPage> QueryAsync(StatementFilter filter, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await ReadPageAsync(filter, cancellationToken);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    private async Task<StatementPage> ReadPageAsync(StatementFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var found = await SelectAsync(connection, filter, cancellationToken);
        var isLast = found.Count <= filter.Limit;
        if (filter is { CredentialId: not null, Keys.Count: > 0 })
        {
            // Whoever may read only its own must not learn by filtering what a statement of others, to which its own refers, is about.
            var own = await OwnMatchesAsync(connection, filter, found, cancellationToken);
            while (own.Count <= filter.Limit && !isLast)
            {
                found = await SelectAsync(connection, filter with { Cursor = found[^1].Seq }, cancellationToken);
                isLast = found.Count <= filter.Limit;
                own.AddRange(await OwnMatchesAsync(connection, filter, found, cancellationToken));
            }

            found = own;
        }

        var more = found.Count > filter.Limit;
        return new StatementPage(more ? found[..filter.Limit] : found, more);
    }

    private async Task<List<StoredStatement>> SelectAsync(DbConnection connection, StatementFilter filter, CancellationToken cancellationToken)
    {
        await using var select = connection.CreateCommand();
        select.CommandText = Build(filter, select);
        var found = new List<StoredStatement>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(Map(rows));
        return found;
    }

    private async Task<List<StoredStatement>> OwnMatchesAsync(DbConnection connection, StatementFilter filter, List<StoredStatement> found, CancellationToken cancellationToken)
    {
        var own = new List<StoredStatement>(found.Count);
        foreach (var statement in found)
        {
            if (await IsOwnMatchAsync(connection, filter, statement.Body, cancellationToken))
                own.Add(statement);
        }

        return own;
    }

    /// <summary>Whether a statement matches by its own keys and those of the sender's own statements to which it leads.</summary>
    private async Task<bool> IsOwnMatchAsync(DbConnection connection, StatementFilter filter, byte[] body, CancellationToken cancellationToken)
    {
        var missing = filter.Keys.ToList();
        for (var hops = 0; hops <= ReferenceChains.MaximumHops; hops++)
        {
            if (StatementReader.ReadOne(body, XapiVersion.V2, out var read) is not null && StatementReader.ReadOne(body, XapiVersion.V1, out read) is not null)
                return false;
            var keys = read!.Keys.ToHashSet();
            if (read.Authority is { } authority)
                keys.Add(authority.RelatedAgentKey);
            missing.RemoveAll(key => key.IsAmong(keys));
            if (missing.Count == 0)
                return true;
            if (read.Target is not { } target)
                return false;
            await using var select = connection.Command(
                "SELECT body FROM lrs_statements WHERE id = @id AND credential_id = @credential", null, ("id", database.Uuid(target)), ("credential", filter.CredentialId));
            if (await select.ExecuteScalarAsync(cancellationToken) is not byte[] next)
                return false;
            body = next;
        }

        return false;
    }

    private static StoredStatement Map(DbDataReader row) =>
        new(row.GetInt64(0), Timestamps.FromUnixMicroseconds(row.GetInt64(1)), row.GetFieldValue<byte[]>(2));

    /// <summary>
    /// The first key's range leads, in order; each further key and then the statement is looked up for each of its rows, until the page is full. Both
    /// databases are held to that, because it is quick whatever a key's share of the log is, and because an estimate that is wrong once is a slow page:
    /// on PostgreSQL OFFSET 0 keeps a subquery from being made a join, on SQLite CROSS JOIN keeps the order of tables. Where the first key is one of two,
    /// two ranges are merged.
    /// </summary>
    internal string Build(StatementFilter filter, DbCommand command)
    {
        for (var i = 0; i < filter.Keys.Count; i++)
        {
            command.Add($"k{i}", database.Uuid(filter.Keys[i].Key.Value));
            if (filter.Keys[i].Or is { } other)
                command.Add($"o{i}", database.Uuid(other.Value));
        }

        if (filter.Cursor is { } cursor)
            command.Add("cursor", cursor);
        if (filter.Since is { } since)
            command.Add("since", Timestamps.ToUnixMicroseconds(since));
        if (filter.Until is { } until)
            command.Add("until", Timestamps.ToUnixMicroseconds(until));
        if (filter.CredentialId is not null)
            command.Add("credential", filter.CredentialId);
        command.Add("limit", filter.Limit + 1);
        var sql = new StringBuilder();
        if (filter.Keys.Count == 0 || filter.Keys[0].Or is null)
            return Ordered(Range(sql, filter, "k0"), filter.Keys.Count > 0 ? "l.seq" : "s.seq", filter).ToString();

        // A statement that stands in both ranges is taken from the first. SQLite merges them as it reads; PostgreSQL has to be given at most a page of each.
        var isSqlite = database.Dialect == Dialect.Sqlite;
        Range(sql.Append(isSqlite ? "" : "("), filter, "k0");
        (isSqlite ? sql : Ordered(sql, "l.seq", filter).Append(')')).Append(isSqlite ? " UNION ALL " : " UNION ALL (");
        Range(sql, filter, "o0").Append($" AND NOT {Stands("k0")}");
        return Ordered(isSqlite ? sql : Ordered(sql, "l.seq", filter).Append(')'), "1", filter).ToString();
    }

    private StringBuilder Range(StringBuilder sql, StatementFilter filter, string first)
    {
        var own = filter.CredentialId is null ? "" : " AND s.credential_id = @credential";
        var seq = filter.Keys.Count > 0 ? "l.seq" : "s.seq";
        sql.Append($"SELECT {seq}, s.stored, s.body FROM ");
        if (filter.Keys.Count == 0)
            sql.Append("lrs_statements s WHERE s.voided_at IS NULL").Append(own);
        else if (database.Dialect == Dialect.Postgres)
            sql.Append($"lrs_links l CROSS JOIN LATERAL (SELECT s.seq, s.stored, s.body FROM lrs_statements s WHERE s.seq = l.seq AND s.voided_at IS NULL{own} OFFSET 0) s WHERE l.key = @{first}");
        else
            sql.Append($"lrs_links l CROSS JOIN lrs_statements s ON s.seq = l.seq AND s.voided_at IS NULL{own} WHERE l.key = @{first}");
        for (var i = 1; i < filter.Keys.Count; i++)
            sql.Append(filter.Keys[i].Or is null ? $" AND {Stands($"k{i}")}" : $" AND ({Stands($"k{i}")} OR {Stands($"o{i}")})");
        if (filter.Cursor is not null)
            sql.Append($" AND {seq} {(filter.Ascending ? '>' : '<')} @cursor");

        // stored rises with seq, so a bound on the one is a bound on the other, found once.
        if (filter.Since is not null)
            sql.Append($" AND {seq} > COALESCE((SELECT b.seq FROM lrs_statements b WHERE b.stored <= @since ORDER BY b.stored DESC, b.seq DESC LIMIT 1), 0)");
        if (filter.Until is not null)
            sql.Append($" AND {seq} <= COALESCE((SELECT b.seq FROM lrs_statements b WHERE b.stored <= @until ORDER BY b.stored DESC, b.seq DESC LIMIT 1), 0)");
        return sql;
    }

    private static string Stands(string key) => $"EXISTS (SELECT 1 FROM lrs_links m WHERE m.key = @{key} AND m.seq = l.seq LIMIT 1 OFFSET 0)";

    private static StringBuilder Ordered(StringBuilder sql, string seq, StatementFilter filter) =>
        sql.Append($" ORDER BY {seq} {(filter.Ascending ? "ASC" : "DESC")} LIMIT @limit");
}

/// <summary>A stored statement's bytes and place.</summary>
internal sealed record StoredStatement(long Seq, DateTime Stored, byte[] Body);

/// <summary>A page, and whether more follow.</summary>
internal sealed record StatementPage(IReadOnlyList<StoredStatement> Statements, bool More);
