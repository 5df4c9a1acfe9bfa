using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Organisations;

/// <summary>
/// What a learner did, and what that comes to under each policy version that was asked for: one of many who learns something must not make a
/// partner judge all the others again.
/// </summary>
/// <param name="facts">The learner's facts.</param>
internal sealed class JudgedLearner(LearnerFacts facts)
{
    private readonly Dictionary<int, (IReadOnlyList<CourseCompletion>, IReadOnlyList<AwardPeriod>)> judged = [];

    /// <summary>The learner's facts.</summary>
    public LearnerFacts Facts => facts;

    /// <summary>The completions and awards under a version. Those with all that is known are worked out once.</summary>
    /// <param name="version">The policy version.</param>
    /// <param name="knownAt">The instant (UTC) of knowledge; null for all that is known.</param>
    public (IReadOnlyList<CourseCompletion> Completions, IReadOnlyList<AwardPeriod> Awards) Under(PolicyVersion version, DateTime? knownAt)
    {
        if (knownAt is not null)
            return Judge(version.Policy, knownAt);
        if (!judged.TryGetValue(version.Number, out var known))
            judged[version.Number] = known = Judge(version.Policy, null);
        return known;
    }

    private (IReadOnlyList<CourseCompletion>, IReadOnlyList<AwardPeriod>) Judge(ProgramPolicy policy, DateTime? knownAt)
    {
        var completions = Rules.Completions.Of(facts.Ledger(), policy, knownAt);
        return (completions, Rules.Awards.Of(facts.PersonId, policy, completions));
    }
}
