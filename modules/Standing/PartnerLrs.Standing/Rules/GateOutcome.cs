using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// What a gate's answer comes down to, without the words. Two answers are the same answer as long as their outcomes are equal.
/// </summary>
/// <param name="Decision">Whether the partner may pass.</param>
/// <param name="Mode">What the caller should do with a denial.</param>
/// <param name="Tier">The partner's tier, null for none.</param>
/// <param name="Provisional">Whether the tier is what grace, a coming review, a floor or a merge leaves, rather than what is reached now.</param>
/// <param name="Reasons">The reasons: the partner's state, then each requirement up to the gate's tier, then the amount and the deal.</param>
internal sealed record GateOutcome(bool Decision, GateMode Mode, string? Tier, bool Provisional, IReadOnlyList<ReasonOutcome> Reasons)
{
    /// <inheritdoc/>
    public bool Equals(GateOutcome? other) =>
        other is not null && Decision == other.Decision && Mode == other.Mode && Tier == other.Tier && Provisional == other.Provisional && Reasons.SequenceEqual(other.Reasons);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Decision, Mode, Tier, Provisional, Reasons.Count);
}
