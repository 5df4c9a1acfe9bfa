using System.Data.Common;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Standing.Learners;

namespace PartnerLrs.Standing.Review;

/// <summary>Writes a learner's rows of <c>standing_reviews</c>: only what differs, all in one transaction, never over something newer.</summary>
internal sealed class ReviewRows(Database database, TimeProvider clock)
{
    private readonly LearnerTable<ReviewRow> table = new(
        database,
        "SELECT statement_id, person_id, partner_id, course, activity, verdict, accepted_at, authority, signer, effective_at, known_at FROM standing_reviews WHERE person_id = @person",
        // The statement may be another person's by now, whose learner has taken the row over.
        "DELETE FROM standing_reviews WHERE statement_id = @id AND person_id = @person",
        "Review/UpsertReview",
        Map,
        row => row.StatementId,
        row => Parameters(row, clock.UtcNow()));

    /// <summary>Makes the rows say this.</summary>
    /// <param name="personId">The person whose rows they are.</param>
    /// <param name="revision">The revision of the learner's ledger that they follow from.</param>
    /// <param name="wanted">The rows.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task WriteAsync(string personId, long revision, IReadOnlyList<ReviewRow> wanted, CancellationToken cancellationToken) =>
        table.WriteAsync(personId, revision, wanted, cancellationToken);

    private static ReviewRow Map(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.TextOrNull(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.InstantOrNull(6),
        row.GetString(7),
        row.TextOrNull(8),
        row.Instant(9),
        row.Instant(10));

    private static (string, object?)[] Parameters(ReviewRow row, DateTime now) =>
    [
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
        ("modified", now),
    ];
}
