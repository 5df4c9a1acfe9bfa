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

    /// <summary>The partner, its affiliations or the policy have changed.</summary>
    [Alias("Refresh")]
    Task RefreshAsync();

    /// <summary>Asks a gate. Null when no policy is in force at that instant or it has no such gate.</summary>
    [Alias("Check"), ReadOnly]
    Task<GateReply?> CheckAsync(GateQuestion question);
}
