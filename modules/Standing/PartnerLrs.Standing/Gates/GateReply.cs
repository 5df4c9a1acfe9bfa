namespace PartnerLrs.Standing.Gates;

/// <summary>What a partner's grain tells: the answer, and its name among answers.</summary>
/// <param name="Answer">The answer, still without what only the edge knows: the decision's id and how far it reflects the log.</param>
/// <param name="Tag">The entity tag (RFC 9110 section 8.8.3): the same as long as nothing but the instant of asking differs.</param>
[GenerateSerializer, Immutable, Alias(GrainNames.GateReply)]
internal sealed record GateReply([property: Id(0)] GateAnswer Answer, [property: Id(1)] string Tag)
{
    /// <summary>The same answer to somebody who asks at another instant within its validity.</summary>
    /// <param name="asOf">The instant (UTC) in question.</param>
    /// <param name="knownAt">When it is asked (UTC).</param>
    public GateReply At(DateTime asOf, DateTime knownAt) => this with { Answer = Answer with { AsOf = asOf, KnownAt = knownAt } };
}
