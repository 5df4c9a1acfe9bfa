using System.Data.Common;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.Learners;

/// <summary>A table of rows that follow from learners' ledgers. A learner's rows are made to say something: only what differs is written, all in one transaction, never over something newer.</summary>
/// <param name="Database">The database.</param>
/// <param name="Read">Reads a learner's rows; <c>@person</c>.</param>
/// <param name="Delete">Deletes one of them; <c>@id</c>, <c>@person</c>.</param>
/// <param name="Upsert">The file that writes one.</param>
/// <param name="Map">A row as it is read.</param>
/// <param name="IdOf">A row's id.</param>
/// <param name="Parameters">A row as it is written.</param>
/// <typeparam name="TRow">A row; two are the same when they are equal.</typeparam>
internal sealed record LearnerTable<TRow>(
    Database Database, string Read, string Delete, string Upsert, Func<DbDataReader, TRow> Map, Func<TRow, string> IdOf, Func<TRow, (string Name, object? Value)[]> Parameters)
    where TRow : class
{
    /// <summary>Makes a learner's rows say this.</summary>
    /// <param name="personId">The person whose rows they are.</param>
    /// <param name="revision">The revision of the ledger that they follow from.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task WriteAsync(string personId, long revision, IEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenAsync(cancellationToken);
        var wanted = rows.ToDictionary(IdOf, StringComparer.Ordinal);
        if (Differences(await ReadAsync(connection, null, personId, cancellationToken), wanted) is ([], []))
            return;

        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        await using (var claim = connection.Command(SqlText.Load(typeof(LearnerRows), "Learners/Claim", Database.Dialect), transaction, ("person", personId), ("revision", revision)))
        {
            if (await claim.ExecuteNonQueryAsync(cancellationToken) == 0)
                return;
        }

        var (changed, gone) = Differences(await ReadAsync(connection, transaction, personId, cancellationToken), wanted);
        foreach (var id in gone)
        {
            await using var delete = connection.Command(Delete, transaction, ("id", id), ("person", personId));
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var row in changed)
        {
            await using var upsert = connection.Command(SqlText.Load(typeof(LearnerRows), Upsert, Database.Dialect), transaction, Parameters(row));
            await upsert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static (IReadOnlyList<TRow> Changed, IReadOnlyList<string> Gone) Differences(Dictionary<string, TRow> there, Dictionary<string, TRow> wanted) => (
        [.. wanted.Where(pair => !there.TryGetValue(pair.Key, out var old) || !old.Equals(pair.Value)).Select(pair => pair.Value)],
        [.. there.Keys.Where(id => !wanted.ContainsKey(id))]);

    private async Task<Dictionary<string, TRow>> ReadAsync(DbConnection connection, DbTransaction? transaction, string personId, CancellationToken cancellationToken)
    {
        await using var select = connection.Command(Read, transaction, ("person", personId));
        var found = new Dictionary<string, TRow>(StringComparer.Ordinal);
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var row = Map(rows);
            found.Add(IdOf(row), row);
        }

        return found;
    }
}
