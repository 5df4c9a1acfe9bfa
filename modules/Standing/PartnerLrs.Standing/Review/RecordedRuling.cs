using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Review;

/// <summary>A row of <c>standing_rulings</c>.</summary>
/// <param name="StatementId">The statement.</param>
/// <param name="Accepted">Whether it was accepted; false where an acceptance was taken back.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="At">When (UTC).</param>
/// <param name="By">The name of the credential that said so.</param>
internal sealed record RecordedRuling(Guid StatementId, bool Accepted, string Reason, DateTime At, string By)
{
    /// <summary>What the fold reads of it.</summary>
    public Ruling ToFact() => new(StatementId, At, Accepted);
}
