using System.Data.Common;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Lrs.Statements.Read;

/// <summary>Finds statements by id. Those that are asked for at the same time share a trip to the database.</summary>
internal sealed class StatementLookup : IAsyncDisposable
{
    private const string Columns = "s.seq, s.stored, s.body, s.credential_id, s.voided_at IS NOT NULL, s.id";
    private const int GroupIds = 64;
    private const int WaitingRequests = 1_000;
    private readonly Database database;
    private readonly Batcher<Guid, Found?> reads;

    public StatementLookup(Database database)
    {
        this.database = database;
        reads = new Batcher<Guid, Found?>(ReadAsync, _ => 1, GroupIds, WaitingRequests);
    }

    /// <summary>One statement by id, or null.</summary>
    /// <param name="id">The id.</param>
    /// <param name="voided">Whether a voided statement is asked for, or one that is not.</param>
    /// <param name="credentialId">Only when this credential sent it, unless null.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    public async Task<StoredStatement?> FindAsync(Guid id, bool voided, string? credentialId, CancellationToken cancellationToken) =>
        await reads.SubmitAsync(id, cancellationToken) is { } found && found.IsVoided == voided && (credentialId is null || credentialId == found.CredentialId)
            ? found.Statement
            : null;

    public ValueTask DisposeAsync() => reads.DisposeAsync();

    private async Task<IReadOnlyList<Found?>> ReadAsync(IReadOnlyList<Guid> ids)
    {
        await using var connection = await database.OpenAsync();
        return database.Dialect == Dialect.Postgres ? ReadAtOnce(connection, ids) : ReadInTurn(connection, ids);
    }

    private static IReadOnlyList<Found?> ReadAtOnce(DbConnection connection, IReadOnlyList<Guid> ids)
    {
        using var select = connection.Command($"SELECT {Columns} FROM lrs_statements s WHERE s.id = ANY(@ids)", null, ("ids", ids));
        using var rows = select.ExecuteReader();
        var found = new Dictionary<Guid, Found>(ids.Count);
        while (rows.Read())
            found[rows.GetGuid(5)] = Map(rows);
        return [.. ids.Select(id => found.GetValueOrDefault(id))];
    }

    /// <summary>By one prepared statement: on SQLite there is no trip, but preparing.</summary>
    private static IReadOnlyList<Found?> ReadInTurn(DbConnection connection, IReadOnlyList<Guid> ids)
    {
        using var select = connection.Command($"SELECT {Columns} FROM lrs_statements s WHERE s.id = @id");
        var id = select.Add("id", null);
        var found = new Found?[ids.Count];
        for (var i = 0; i < found.Length; i++)
        {
            id.Value = ids[i].ToByteArray(bigEndian: true);
            using var row = select.ExecuteReader();
            found[i] = row.Read() ? Map(row) : null;
        }

        return found;
    }

    private static Found Map(DbDataReader row) => new(
        new StoredStatement(row.GetInt64(0), Timestamps.FromUnixMicroseconds(row.GetInt64(1)), row.GetFieldValue<byte[]>(2)), row.GetString(3), row.GetBoolean(4));

    /// <summary>A statement, who sent it, and whether it is voided.</summary>
    private sealed record Found(StoredStatement Statement, string CredentialId, bool IsVoided);
}
