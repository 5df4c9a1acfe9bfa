using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Decisions;

/// <summary>A fact that we learned: evidence, the voiding of evidence, that somebody accepted evidence, or whose evidence it is.</summary>
/// <param name="PersonId">Whose.</param>
/// <param name="StatementId">The statement that brought it, or that it is about.</param>
/// <param name="EffectiveAt">When the evidence took effect (UTC).</param>
/// <param name="KnownAt">When we learned of it (UTC).</param>
[GenerateSerializer, Immutable, Alias(GrainNames.LateEvidence)]
internal sealed record LateEvidence(
    [property: Id(0)] string PersonId, [property: Id(1)] Guid StatementId, [property: Id(2)] DateTime EffectiveAt, [property: Id(3)] DateTime KnownAt)
{
    /// <summary>When it was first known that the person counts for anybody (UTC); to a decision of before, nothing that the person did could matter.</summary>
    [Id(4)]
    public DateTime CountsSince { get; init; }

    /// <summary>The first instant (UTC) at which a decision can have been made that lacked this.</summary>
    public DateTime MattersFrom => Instants.Later(EffectiveAt, CountsSince);

    /// <summary>Whether a decision was about an instant at which this had taken effect already, made after that, and made without it.</summary>
    public bool WasMissing(DecisionTimes decision) =>
        EffectiveAt <= decision.AsOf && MattersFrom <= decision.KnownAt && !(KnownAt <= decision.ReflectsThrough);
}
