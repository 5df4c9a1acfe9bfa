using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Learners;

/// <summary>An award, what its state turns on and, when the evidence for it was voided or its acceptance taken back, since when it is known to be revoked.</summary>
internal sealed record LearnerAward(AwardPeriod Award, AwardTurns Turns, DateTime? RevokedAt);

/// <summary>A learner's awards, revoked ones included (rule 9). A function of the ledger and the policy alone.</summary>
internal static class LearnerAwards
{
    public static IReadOnlyList<LearnerAward> Of(string person, EvidenceLedger ledger, ProgramPolicy policy)
    {
        var index = PolicyIndex.Of(policy);
        var held = Awards.Of(person, policy, Completions.Of(ledger, policy));
        var ids = held.Select(award => award.Id).ToHashSet(StringComparer.Ordinal);
        var revoked = Awards.Of(person, policy, Completions.Of(ledger.WithoutLosses(), policy))
            .Where(award => !ids.Contains(award.Id))
            .Select(award => new LearnerAward(award, AwardTurns.Of(award, index), award.Evidence.Select(ledger.LostAt).Min() ?? award.KnownAt));
        return [.. held.Select(award => new LearnerAward(award, AwardTurns.Of(award, index), null)), .. revoked];
    }

    /// <summary>The state of one of a learner's awards at an instant (UTC).</summary>
    public static string StateOf(LearnerAward award, IReadOnlyList<LearnerAward> awards, ProgramPolicy policy, DateTime asOf) => award.RevokedAt is not null
        ? AwardStates.Revoked
        : AwardStates.At(award.Award, [.. awards.Where(other => other.RevokedAt is null).Select(other => other.Award)], PolicyIndex.Of(policy), asOf);
}
