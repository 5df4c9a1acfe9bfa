using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>A gate of a policy as a question about one deal of one partner, ready to be judged by counts of people.</summary>
internal sealed class GateRule
{
    private readonly ProgramPolicy policy;
    private readonly GateMode mode;
    private readonly bool active;
    private readonly int gateRank;
    private readonly (HoldersRequirement Requirement, string Label)[] upToGate;
    private readonly ReasonOutcome?[] amountByRank;

    /// <summary>Prepares the question.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="benefit">A benefit of it that has a gate.</param>
    /// <param name="active">Whether the partner takes part in the programme.</param>
    /// <param name="amount">The amount of the deal, null when the question is not about one.</param>
    public GateRule(ProgramPolicy policy, Benefit benefit, bool active, Money? amount)
    {
        this.policy = policy;
        this.active = active;
        mode = benefit.Gate!.Mode;
        gateRank = policy.RankOf(benefit.Tier);
        // Requirements come lowest tier first, so those up to the gate's tier lead.
        upToGate = [.. policy.Tiers.Take(gateRank + 1).SelectMany(tier => tier.Requires).OfType<HoldersRequirement>().Select(requirement => (requirement, requirement.Label))];
        amountByRank = [.. policy.Tiers.Select(tier => amount is null ? null : Over(benefit.Gate, tier.Id, amount))];
    }

    /// <summary>The outcome that follows from counts.</summary>
    /// <param name="have">How many people count for each requirement, in the order of <see cref="Tiers.RequirementsOf"/>.</param>
    public GateOutcome Judge(IReadOnlyList<int> have)
    {
        var tier = Tiers.Highest(policy, have);
        var reasons = new List<ReasonOutcome>(upToGate.Length + 2);
        if (!active)
            reasons.Add(new ReasonOutcome(GateReasonCodes.PartnerInactive));
        for (var i = 0; i < upToGate.Length; i++)
        {
            var (requirement, label) = upToGate[i];
            var code = have[i] >= requirement.Count ? GateReasonCodes.CertCountMet : GateReasonCodes.CertCountShort;
            reasons.Add(new ReasonOutcome(code, label, have[i], requirement.Count));
        }
        // Someone still below the gate's tier is told what the amount would meet once there.
        if (amountByRank[Math.Max(policy.RankOf(tier), gateRank)] is { } over)
            reasons.Add(over);
        return new GateOutcome(!reasons.Exists(reason => GateReasonCodes.Denies(reason.Code)), mode, tier, reasons);
    }

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
