namespace PartnerLrs.Standing.Decisions;

/// <summary>A fact that came into the log: evidence, or the voiding of evidence.</summary>
/// <param name="PersonId">Whose.</param>
/// <param name="StatementId">The statement that brought it.</param>
/// <param name="EffectiveAt">When the evidence took effect (UTC).</param>
/// <param name="KnownAt">When we learned of it (UTC).</param>
internal sealed record LateEvidence(string PersonId, Guid StatementId, DateTime EffectiveAt, DateTime KnownAt)
{
    /// <summary>Whether a decision was about an instant at which this had taken effect already, made after that, and made without it.</summary>
    public bool WasMissing(DecisionTimes decision) =>
        EffectiveAt <= decision.AsOf && EffectiveAt <= decision.KnownAt && !(KnownAt <= decision.ReflectsThrough);
}
