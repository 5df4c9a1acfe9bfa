using System.Data.Common;
using System.Globalization;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Standing.Learners;

/// <summary>Writes a learner's awards to <c>standing_awards</c>: only what differs, all in one transaction, never over something newer.</summary>
internal sealed class AwardRows(Database database, TimeProvider clock)
{
    /// <summary>Rises when rows come to say more: who wrote them before writes them again. See <see cref="Pump.DirectoryPumpState.AwardRows"/>.</summary>
    public const int Shape = 1;

    /// <summary>The revision of the rows that are there; 0 for none.</summary>
    public async Task<long> RevisionAsync(string personId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command("SELECT revision FROM standing_learners WHERE person_id = @person", null, ("person", personId));
        return Convert.ToInt64(await select.ExecuteScalarAsync(cancellationToken) ?? 0L, CultureInfo.InvariantCulture);
    }

    /// <summary>Makes the rows say this.</summary>
    public async Task WriteAsync(LearnerRows rows, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var wanted = rows.Awards.Select(award => Row.Of(rows, award)).ToDictionary(row => row.Id, StringComparer.Ordinal);
        if (Differences(await ReadAsync(connection, null, rows.PersonId, cancellationToken), wanted) is ([], []))
            return;

        await using var transaction = await connection.BeginWriteAsync(cancellationToken);
        await using (var claim = connection.Command(SqlText.Load(typeof(AwardRows), "Learners/Claim", database.Dialect), transaction, ("person", rows.PersonId), ("revision", rows.Revision)))
        {
            if (await claim.ExecuteNonQueryAsync(cancellationToken) == 0)
                return;
        }

        var (changed, gone) = Differences(await ReadAsync(connection, transaction, rows.PersonId, cancellationToken), wanted);
        foreach (var id in gone)
        {
            await using var delete = connection.Command("DELETE FROM standing_awards WHERE id = @id", transaction, ("id", id));
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var row in changed)
        {
            await using var upsert = connection.Command(SqlText.Load(typeof(AwardRows), "Learners/UpsertAward", database.Dialect), transaction, row.Parameters(clock.UtcNow()));
            await upsert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static (IReadOnlyList<Row> Changed, IReadOnlyList<string> Gone) Differences(Dictionary<string, Row> there, Dictionary<string, Row> wanted) => (
        [.. wanted.Values.Where(row => !there.TryGetValue(row.Id, out var old) || old != row)],
        [.. there.Keys.Where(id => !wanted.ContainsKey(id))]);

    private static async Task<Dictionary<string, Row>> ReadAsync(DbConnection connection, DbTransaction? transaction, string personId, CancellationToken cancellationToken)
    {
        await using var select = connection.Command(
            "SELECT id, person_id, person_external_id, partner_id, certification, earned_at, known_at, expires_at, revoked_at, expiring_from, at_risk_from, superseded_by FROM standing_awards WHERE person_id = @person",
            transaction,
            ("person", personId));
        var found = new Dictionary<string, Row>(StringComparer.Ordinal);
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var row = new Row(
                rows.GetString(0),
                rows.GetString(1),
                rows.GetString(2),
                rows.IsDBNull(3) ? null : rows.GetString(3),
                rows.GetString(4),
                Utc(rows, 5)!.Value,
                Utc(rows, 6)!.Value,
                Utc(rows, 7),
                Utc(rows, 8),
                Utc(rows, 9),
                Utc(rows, 10),
                rows.IsDBNull(11) ? null : rows.GetString(11));
            found.Add(row.Id, row);
        }

        return found;
    }

    private static DateTime? Utc(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : Timestamps.CutToMicrosecond(row.GetDateTime(ordinal));

    private sealed record Row(
        string Id,
        string PersonId,
        string PersonExternalId,
        string? PartnerId,
        string Certification,
        DateTime EarnedAt,
        DateTime KnownAt,
        DateTime? ExpiresAt,
        DateTime? RevokedAt,
        DateTime? ExpiringFrom,
        DateTime? AtRiskFrom,
        string? SupersededBy)
    {
        public static Row Of(LearnerRows rows, LearnerAward held) => new(
            held.Award.Id,
            rows.PersonId,
            rows.PersonExternalId,
            rows.PartnerId,
            held.Award.Certification,
            held.Award.EarnedAt,
            held.Award.KnownAt,
            held.Award.ExpiresAt,
            held.RevokedAt,
            held.Turns.ExpiringFrom,
            held.Turns.AtRiskFrom,
            held.Turns.SupersededBy.Count == 0 ? null : $"\n{string.Join('\n', held.Turns.SupersededBy)}\n");

        public (string, object?)[] Parameters(DateTime now) =>
        [
            ("id", Id),
            ("person", PersonId),
            ("external", PersonExternalId),
            ("partner", PartnerId),
            ("certification", Certification),
            ("earned", EarnedAt),
            ("known", KnownAt),
            ("expires", ExpiresAt),
            ("revoked", RevokedAt),
            ("expiring", ExpiringFrom),
            ("risk", AtRiskFrom),
            ("superseded", SupersededBy),
            ("modified", now),
        ];
    }
}
