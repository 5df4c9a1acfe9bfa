namespace PartnerLrs.Standing.Gates;

/// <summary>What a partner's grain tells.</summary>
/// <param name="Answer">The answer, still without what only the edge knows: the decision's id and how far it reflects the log.</param>
/// <param name="Template">The same, to be filled in.</param>
/// <param name="Stale">What the gate declares for knowledge that is not up to date; null for nothing.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.GateReply)]
internal sealed record GateReply([property: Id(0)] GateAnswer Answer, [property: Id(2)] AnswerTemplate Template, [property: Id(3)] StaleRule? Stale)
{
    /// <summary>The answer when knowledge reaches so far.</summary>
    /// <param name="reflects">Up to when (UTC) the log is known; null when that is not known either.</param>
    /// <param name="now">Now (UTC).</param>
    public GateReply With(DateTime? reflects, DateTime now)
    {
        if (Stale?.IsStale(reflects, now) != true)
            return this;
        var answer = Stale.Apply(Answer);
        return this with { Answer = answer, Template = AnswerTemplate.Of(answer) };
    }

    /// <summary>The same answer to somebody who asks at another instant within its validity.</summary>
    /// <param name="asOf">The instant (UTC) in question.</param>
    /// <param name="knownAt">When it is asked (UTC).</param>
    public GateReply At(DateTime asOf, DateTime knownAt) => this with { Answer = Answer with { AsOf = asOf, KnownAt = knownAt } };
}
