using System.Data.Common;
using System.Globalization;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.Review;

/// <summary>Rulings in <c>standing_rulings</c>. Rows are only ever added.</summary>
internal sealed class RulingStore(Database database, IdFactory ids)
{
    /// <summary>All rulings on some statements, by statement and then by when.</summary>
    public async Task<IReadOnlyList<RecordedRuling>> OfAsync(IReadOnlyCollection<Guid> statements, CancellationToken cancellationToken)
    {
        var found = new List<RecordedRuling>();
        if (statements.Count == 0)
            return found;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(
            SqlText.Load(typeof(RulingStore), "Review/ReadRulings", database.Dialect), null, ("ids", database.Texts([.. statements.Select(id => id.ToString("D"))])));
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(Map(rows));
        return found;
    }

    /// <summary>Rulings after one, in the order in which they were written.</summary>
    /// <param name="after">The id that was read last; empty for the start.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<(string Id, RecordedRuling Ruling)>> AfterAsync(string after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(
            "SELECT statement_id, accepted, reason, ruled_at, ruled_by, id FROM standing_rulings WHERE id > @after ORDER BY id LIMIT @limit", null, ("after", after), ("limit", limit));
        var found = new List<(string, RecordedRuling)>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add((rows.GetString(5), Map(rows)));
        return found;
    }

    /// <summary>Writes a ruling, unless one on the same statement stands at the same instant.</summary>
    /// <returns>Whether it was written.</returns>
    public async Task<bool> AddAsync(RecordedRuling ruling, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var insert = connection.Command(
            """
            INSERT INTO standing_rulings (id, statement_id, accepted, reason, ruled_at, ruled_by) VALUES (@id, @statement, @accepted, @reason, @at, @by)
            ON CONFLICT (statement_id, ruled_at) DO NOTHING
            """,
            null,
            ("id", ids.NewId()),
            ("statement", ruling.StatementId.ToString("D")),
            ("accepted", ruling.Accepted),
            ("reason", ruling.Reason),
            ("at", ruling.At),
            ("by", ruling.By));
        return await insert.ExecuteWriteAsync(cancellationToken) > 0;
    }

    private static RecordedRuling Map(DbDataReader row) => new(
        Guid.ParseExact(row.GetString(0), "D"), Convert.ToBoolean(row.GetValue(1), CultureInfo.InvariantCulture), row.GetString(2), row.Instant(3), row.GetString(4));
}
