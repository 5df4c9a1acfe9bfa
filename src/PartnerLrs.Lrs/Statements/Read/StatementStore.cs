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
        var missing = filter.Keys.ToHashSet();
        for (var hops = 0; hops <= ReferenceChains.MaximumHops; hops++)
        {
            if (StatementReader.ReadOne(body, XapiVersion.V2, out var read) is not null && StatementReader.ReadOne(body, XapiVersion.V1, out read) is not null)
                return false;
            missing.ExceptWith(read!.Keys);
            if (read.Authority is { } authority)
                missing.Remove(authority.RelatedAgentKey);
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
    /// on PostgreSQL OFFSET 0 keeps a subquery from being made a join, on SQLite CROSS JOIN keeps the order of tables.
    /// </summary>
    internal string Build(StatementFilter filter, DbCommand command)
    {
        var own = filter.CredentialId is null ? "" : " AND s.credential_id = @credential";
        var sql = new StringBuilder("SELECT s.seq, s.stored, s.body FROM ");
        var seq = filter.Keys.Count > 0 ? "l.seq" : "s.seq";
        if (filter.Keys.Count == 0)
            sql.Append("lrs_statements s WHERE s.voided_at IS NULL").Append(own);
        else if (database.Dialect == Dialect.Postgres)
            sql.Append("lrs_links l CROSS JOIN LATERAL (SELECT s.seq, s.stored, s.body FROM lrs_statements s WHERE s.seq = l.seq AND s.voided_at IS NULL").Append(own).Append(" OFFSET 0) s WHERE l.key = @k0");
        else
            sql.Append("lrs_links l CROSS JOIN lrs_statements s ON s.seq = l.seq AND s.voided_at IS NULL").Append(own).Append(" WHERE l.key = @k0");
        for (var i = 0; i < filter.Keys.Count; i++)
        {
            if (i > 0)
                sql.Append($" AND EXISTS (SELECT 1 FROM lrs_links m WHERE m.key = @k{i} AND m.seq = l.seq LIMIT 1 OFFSET 0)");
            command.Add($"k{i}", database.Uuid(filter.Keys[i].Value));
        }

        if (filter.Cursor is { } cursor)
        {
            sql.Append($" AND {seq} {(filter.Ascending ? '>' : '<')} @cursor");
            command.Add("cursor", cursor);
        }

        // stored rises with seq, so a bound on the one is a bound on the other, found once.
        if (filter.Since is { } since)
        {
            sql.Append($" AND {seq} > COALESCE((SELECT b.seq FROM lrs_statements b WHERE b.stored <= @since ORDER BY b.stored DESC, b.seq DESC LIMIT 1), 0)");
            command.Add("since", Timestamps.ToUnixMicroseconds(since));
        }

        if (filter.Until is { } until)
        {
            sql.Append($" AND {seq} <= COALESCE((SELECT b.seq FROM lrs_statements b WHERE b.stored <= @until ORDER BY b.stored DESC, b.seq DESC LIMIT 1), 0)");
            command.Add("until", Timestamps.ToUnixMicroseconds(until));
        }

        if (filter.CredentialId is not null)
            command.Add("credential", filter.CredentialId);
        sql.Append($" ORDER BY {seq} {(filter.Ascending ? "ASC" : "DESC")} LIMIT @limit");
        command.Add("limit", filter.Limit + 1);
        return sql.ToString();
    }
}

/// <summary>A stored statement's bytes and place.</summary>
internal sealed record StoredStatement(long Seq, DateTime Stored, byte[] Body);

/// <summary>A page, and whether more follow.</summary>
internal sealed record StatementPage(IReadOnlyList<StoredStatement> Statements, bool More);
