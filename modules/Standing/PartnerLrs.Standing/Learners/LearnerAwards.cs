using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Learners;

/// <summary>An award and, when the evidence for it was voided, since when it is known to be revoked.</summary>
internal sealed record LearnerAward(AwardPeriod Award, DateTime? RevokedAt);

/// <summary>A learner's awards, revoked ones included (rule 9). A function of the ledger and the policy alone.</summary>
internal static class LearnerAwards
{
    public static IReadOnlyList<LearnerAward> Of(string person, EvidenceLedger ledger, ProgramPolicy policy)
    {
        var held = Awards.Of(person, policy, Completions.Of(ledger, policy));
        var unvoided = new EvidenceLedger(ledger.Evidence, []);
        var ids = held.Select(award => award.Id).ToHashSet(StringComparer.Ordinal);
        var voidings = ledger.Voidings.ToDictionary(voiding => voiding.StatementId, voiding => voiding.KnownAt);
        var revoked = Awards.Of(person, policy, Completions.Of(unvoided, policy))
            .Where(award => !ids.Contains(award.Id))
            .Select(award => new LearnerAward(award, award.Evidence.Where(voidings.ContainsKey).Select(id => voidings[id]).DefaultIfEmpty(award.KnownAt).Min()));
        return [.. held.Select(award => new LearnerAward(award, null)), .. revoked];
    }
}
