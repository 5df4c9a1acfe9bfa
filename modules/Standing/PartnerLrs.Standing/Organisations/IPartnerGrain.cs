using Orleans.Concurrency;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Learners;

namespace PartnerLrs.Standing.Organisations;

/// <summary>One partner: who counts for it and what they have done. Answers gates from memory. Key: the organisation's id.</summary>
[Alias(GrainNames.Partner)]
internal interface IPartnerGrain : IGrainWithStringKey
{
    /// <summary>A learner who counts for this partner has changed. When this returns, gates and rows reflect it.</summary>
    [Alias("LearnerChanged")]
    Task LearnerChangedAsync(LearnerFacts learner);

    /// <summary>The partner, its affiliations, its waivers or the policy have changed.</summary>
    [Alias("Refresh")]
    Task RefreshAsync();

    /// <summary>A partner that was merged into this one has changed, or one of its learners has.</summary>
    /// <param name="learner">The learner's facts; null when the partner itself has changed.</param>
    [Alias("AbsorbedChanged")]
    Task AbsorbedChangedAsync(LearnerFacts? learner);

    /// <summary>Asks a gate. Null when no policy is in force at that instant or it has no such gate.</summary>
    [Alias("Check"), ReadOnly]
    Task<GateReply?> CheckAsync(GateQuestion question);

    /// <summary>How the partner stands. Null when no policy is in force at that instant.</summary>
    /// <param name="asOf">The instant (UTC) in question; null for now.</param>
    /// <param name="knownAt">The instant (UTC) of knowledge; null for all that is known.</param>
    [Alias("Standing"), ReadOnly]
    Task<PartnerStanding?> StandingAsync(DateTime? asOf, DateTime? knownAt);

    /// <summary>What the answers to earlier questions would have been with evidence that was learned later.</summary>
    /// <param name="questions">The questions, with the instants that they were about and at which they were asked.</param>
    /// <param name="evidenceKnownAt">The instant of knowledge (UTC) for evidence and voidings; for all else it is the question's own.</param>
    [Alias("Reconsider"), ReadOnly]
    Task<IReadOnlyList<GateReply?>> ReconsiderAsync(IReadOnlyList<GateQuestion> questions, DateTime evidenceKnownAt);
}
