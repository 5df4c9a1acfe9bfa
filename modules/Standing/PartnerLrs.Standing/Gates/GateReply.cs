namespace PartnerLrs.Standing.Gates;

/// <summary>What a partner's grain tells.</summary>
/// <param name="Answer">The answer, still without what only the edge knows: the decision's id and how far it reflects the log.</param>
/// <param name="Template">The same, to be filled in.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.GateReply)]
internal sealed record GateReply([property: Id(0)] GateAnswer Answer, [property: Id(2)] AnswerTemplate Template)
{
    /// <summary>The same answer to somebody who asks at another instant within its validity.</summary>
    /// <param name="asOf">The instant (UTC) in question.</param>
    /// <param name="knownAt">When it is asked (UTC).</param>
    public GateReply At(DateTime asOf, DateTime knownAt) => this with { Answer = Answer with { AsOf = asOf, KnownAt = knownAt } };
}
