using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Review;

/// <summary>A row of <c>standing_reviews</c>: a piece of evidence that does not count by itself. Instants are UTC.</summary>
internal sealed record ReviewRow(
    string StatementId,
    string PersonId,
    string? PartnerId,
    string Course,
    string Activity,
    string Verdict,
    DateTime? AcceptedAt,
    string Authority,
    string? Signer,
    DateTime EffectiveAt,
    DateTime KnownAt)
{
    /// <summary>A learner's rows: a function of the ledger, the policy and the instant (UTC) alone.</summary>
    public static IReadOnlyList<ReviewRow> Of(string personId, string? partnerId, EvidenceLedger ledger, ProgramPolicy policy, DateTime now)
    {
        var rows = new List<ReviewRow>();
        foreach (var evidence in ledger.Evidence)
        {
            var verdict = Completions.JudgeByItself(evidence, ledger, policy);
            var reason = verdict.IsQuarantined() ? ReviewReason.Of(verdict)
                : verdict == EvidenceVerdict.Counts && evidence.EffectiveAt > now ? ReviewReason.Future
                : null;
            if (reason is null)
                continue;
            rows.Add(new ReviewRow(
                evidence.StatementId.ToString("D"),
                personId,
                partnerId,
                PolicyIndex.Of(policy).Courses.Find(evidence.Activity)!.Value.Course.Id,
                evidence.Activity,
                reason,
                verdict.IsQuarantined() ? ledger.AcceptedAt(evidence.StatementId) : null,
                evidence.Authority,
                evidence.Signer,
                evidence.EffectiveAt,
                evidence.KnownAt));
        }
        return rows;
    }
}
