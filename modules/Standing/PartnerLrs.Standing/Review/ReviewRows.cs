using System.Data.Common;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.Review;

/// <summary>Writes a learner's rows of <c>standing_reviews</c>: only what differs, all in one transaction, never over something newer.</summary>
internal sealed class ReviewRows(Database database, TimeProvider clock)
{
    /// <summary>Makes the rows say this.</summary>
    /// <param name="personId">The person whose rows they are.</param>
    /// <param name="revision">The revision of the learner's ledger that they follow from.</param>
    /// <param name="wanted">The rows.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task WriteAsync(string personId, long revision, IReadOnlyList<ReviewRow> wanted, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (Differences(await ReadAsync(connection, null, personId, cancellationToken), wanted) is ([], []))
            return;
        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        await using (var claim = connection.Command(SqlText.Load(typeof(ReviewRows), "Learners/Claim", database.Dialect), transaction, ("person", personId), ("revision", revision)))
        {
            if (await claim.ExecuteNonQueryAsync(cancellationToken) == 0)
                return;
        }

        var (changed, gone) = Differences(await ReadAsync(connection, transaction, personId, cancellationToken), wanted);
        foreach (var id in gone)
        {
            // The statement may be another person's by now, whose learner has taken the row over.
            await using var delete = connection.Command("DELETE FROM standing_reviews WHERE statement_id = @id AND person_id = @person", transaction, ("id", id), ("person", personId));
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var row in changed)
        {
            await using var upsert = connection.Command(
                SqlText.Load(typeof(ReviewRows), "Review/UpsertReview", database.Dialect),
                transaction,
                ("id", row.StatementId),
                ("person", row.PersonId),
                ("partner", row.PartnerId),
                ("course", row.Course),
                ("activity", row.Activity),
                ("verdict", row.Verdict),
                ("accepted", row.AcceptedAt),
                ("authority", row.Authority),
                ("signer", row.Signer),
                ("effective", row.EffectiveAt),
                ("known", row.KnownAt),
                ("modified", clock.UtcNow()));
            await upsert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static (IReadOnlyList<ReviewRow> Changed, IReadOnlyList<string> Gone) Differences(Dictionary<string, ReviewRow> there, IReadOnlyList<ReviewRow> wanted)
    {
        var ids = wanted.Select(row => row.StatementId).ToHashSet(StringComparer.Ordinal);
        return ([.. wanted.Where(row => !there.TryGetValue(row.StatementId, out var old) || old != row)], [.. there.Keys.Where(id => !ids.Contains(id))]);
    }

    private static async Task<Dictionary<string, ReviewRow>> ReadAsync(DbConnection connection, DbTransaction? transaction, string personId, CancellationToken cancellationToken)
    {
        await using var select = connection.Command(
            """
            SELECT statement_id, person_id, partner_id, course, activity, verdict, accepted_at, authority, signer, effective_at, known_at
            FROM standing_reviews WHERE person_id = @person
            """,
            transaction,
            ("person", personId));
        var found = new Dictionary<string, ReviewRow>(StringComparer.Ordinal);
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(rows.GetString(0), new ReviewRow(
                rows.GetString(0),
                rows.GetString(1),
                rows.IsDBNull(2) ? null : rows.GetString(2),
                rows.GetString(3),
                rows.GetString(4),
                rows.GetString(5),
                rows.IsDBNull(6) ? null : Utc(rows, 6),
                rows.GetString(7),
                rows.IsDBNull(8) ? null : rows.GetString(8),
                Utc(rows, 9),
                Utc(rows, 10)));
        }

        return found;
    }

    private static DateTime Utc(DbDataReader row, int ordinal) => Timestamps.CutToMicrosecond(row.GetDateTime(ordinal));
}
