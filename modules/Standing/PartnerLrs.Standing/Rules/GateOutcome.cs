using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// What a gate's answer comes down to, without the words. Two answers are the same answer as long as their outcomes are equal.
/// </summary>
/// <param name="Decision">Whether the partner may pass.</param>
/// <param name="Mode">What the caller should do with a denial.</param>
/// <param name="Tier">The partner's tier, null for none.</param>
/// <param name="Reasons">The reasons: the partner's state, then each requirement up to the gate's tier, then the amount.</param>
internal sealed record GateOutcome(bool Decision, GateMode Mode, string? Tier, IReadOnlyList<ReasonOutcome> Reasons)
{
    /// <summary>The outcome that follows from counts.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="benefit">A benefit of it that has a gate.</param>
    /// <param name="active">Whether the partner takes part in the programme.</param>
    /// <param name="have">How many people count for each requirement, in the order of <see cref="Tiers.RequirementsOf"/>.</param>
    /// <param name="amount">The amount of the deal, null when the question is not about one.</param>
    public static GateOutcome Of(ProgramPolicy policy, Benefit benefit, bool active, IReadOnlyList<int> have, Money? amount)
    {
        var gateRank = policy.RankOf(benefit.Tier);
        var tier = Tiers.Highest(policy, have);
        var reasons = new List<ReasonOutcome>();
        if (!active)
            reasons.Add(new ReasonOutcome(GateReasonCodes.PartnerInactive));
        reasons.AddRange(Tiers.RequirementsOf(policy)
            .Zip(have)
            .Where(pair => policy.RankOf(pair.First.Tier.Id) <= gateRank)
            .Select(pair => Count(pair.First.Requirement, pair.Second)));
        // Someone still below the gate's tier is told what the amount would meet once there.
        var limitedTier = policy.RankOf(tier) >= gateRank ? tier! : benefit.Tier;
        if (amount is not null && Over(benefit.Gate!, limitedTier, amount) is { } over)
            reasons.Add(over);
        return new GateOutcome(!reasons.Exists(reason => GateReasonCodes.Denies(reason.Code)), benefit.Gate!.Mode, tier, reasons);
    }

    /// <inheritdoc/>
    public bool Equals(GateOutcome? other) =>
        other is not null && Decision == other.Decision && Mode == other.Mode && Tier == other.Tier && Reasons.SequenceEqual(other.Reasons);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Decision, Mode, Tier, Reasons.Count);

    private static ReasonOutcome Count(TierRequirement requirement, int have) => new(
        have >= requirement.Count ? GateReasonCodes.CertCountMet : GateReasonCodes.CertCountShort,
        requirement.Label,
        have,
        requirement.Count);

    private static ReasonOutcome? Over(Gate gate, string tier, Money amount)
    {
        var limits = gate.Limits.Where(limit => limit.Tier == tier).ToList();
        if (limits.Count == 0)
            return null;
        if (limits.Find(limit => limit.Currency == amount.Currency) is not { } limit)
            return new ReasonOutcome(GateReasonCodes.CurrencyMismatch, Limit: new Money(limits[0].Amount, limits[0].Currency));
        return amount.Amount > limit.Amount
            ? new ReasonOutcome(GateReasonCodes.AmountOverLimit, Limit: new Money(limit.Amount, limit.Currency))
            : null;
    }
}
