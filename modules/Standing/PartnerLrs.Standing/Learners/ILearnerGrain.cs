using Orleans.Concurrency;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Learners;

/// <summary>One learner: the evidence ledger and what follows from it. Key: the person's id.</summary>
[Alias(GrainNames.Learner)]
internal interface ILearnerGrain : IGrainWithStringKey
{
    /// <summary>Takes facts from the log. When this returns they are kept, and awards and partners reflect them. Repetition does no harm.</summary>
    /// <returns>The statements that cannot be digested; they are not kept.</returns>
    [Alias("Take")]
    Task<IReadOnlyList<Undigested>> TakeAsync(Immutable<IReadOnlyList<Evidence>> evidence, Immutable<IReadOnlyList<Voiding>> voidings);

    /// <summary>Takes what a person said of this learner's evidence. When this returns it is kept, and awards and partners reflect it.</summary>
    [Alias("Rule")]
    Task RuleAsync(Ruling ruling);

    /// <summary>The person's identifiers have changed: reads the whole history again, so that earlier work counts, and what is no longer this person's does not.</summary>
    /// <returns>The evidence that became this person's, or is no longer.</returns>
    [Alias("Replay")]
    Task<IReadOnlyList<Evidence>> ReplayAsync();

    /// <summary>The policy or the person's affiliations have changed: what follows from the ledger is worked out again.</summary>
    [Alias("Refresh")]
    Task RefreshAsync();

    /// <summary>What is known of this learner. Answered at once, also while something else is under way.</summary>
    [Alias("Facts"), AlwaysInterleave]
    Task<LearnerFacts> FactsAsync();
}
