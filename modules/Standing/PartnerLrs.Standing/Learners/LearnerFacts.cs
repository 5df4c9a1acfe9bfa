using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Learners;

/// <summary>What a learner's grain tells a partner's: facts, not conclusions, so that each can be judged under any policy version.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Revision">Rises with every change; an older one never replaces a newer one.</param>
/// <param name="Evidence">All evidence.</param>
/// <param name="Voidings">All voidings.</param>
/// <param name="Rulings">All rulings on evidence that does not count by itself.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.LearnerFacts)]
internal sealed record LearnerFacts(
    [property: Id(0)] string PersonId,
    [property: Id(1)] long Revision,
    [property: Id(2)] IReadOnlyList<Evidence> Evidence,
    [property: Id(3)] IReadOnlyList<Voiding> Voidings,
    [property: Id(4)] IReadOnlyList<Ruling> Rulings)
{
    /// <summary>The facts as rules read them.</summary>
    public EvidenceLedger Ledger() => new(Evidence, Voidings, Rulings);
}
