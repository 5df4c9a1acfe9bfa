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

    private readonly LearnerTable<Row> table = new(
        database,
        "SELECT id, person_id, person_external_id, partner_id, certification, earned_at, known_at, expires_at, revoked_at, expiring_from, at_risk_from, superseded_by FROM standing_awards WHERE person_id = @person",
        "DELETE FROM standing_awards WHERE id = @id AND person_id = @person",
        "Learners/UpsertAward",
        Row.Of,
        row => row.Id,
        row => row.Parameters(clock.UtcNow()));

    /// <summary>The revision of the rows that are there; 0 for none.</summary>
    public async Task<long> RevisionAsync(string personId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command("SELECT revision FROM standing_learners WHERE person_id = @person", null, ("person", personId));
        return Convert.ToInt64(await select.ExecuteScalarAsync(cancellationToken) ?? 0L, CultureInfo.InvariantCulture);
    }

    /// <summary>Makes the rows say this.</summary>
    public Task WriteAsync(LearnerRows rows, CancellationToken cancellationToken) =>
        table.WriteAsync(rows.PersonId, rows.Revision, rows.Awards.Select(award => Row.Of(rows, award)), cancellationToken);

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
        public static Row Of(DbDataReader row) => new(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            row.TextOrNull(3),
            row.GetString(4),
            row.Instant(5),
            row.Instant(6),
            row.InstantOrNull(7),
            row.InstantOrNull(8),
            row.InstantOrNull(9),
            row.InstantOrNull(10),
            row.TextOrNull(11));

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
