using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>A gate of a policy as a question about one deal of one partner, ready to be judged at any instant.</summary>
internal sealed class GateRule
{
    private readonly ProgramPolicy policy;
    private readonly GateMode mode;
    private readonly bool active;
    private readonly int gateRank;
    private readonly PlannedRequirement[] upToGate;
    private readonly ReasonOutcome?[] amountByRank;
    private readonly IReadOnlyList<DealConditions> conditions;

    /// <summary>Prepares the question.</summary>
    /// <param name="index">The policy.</param>
    /// <param name="benefit">A benefit of it that has a gate.</param>
    /// <param name="facts">The partner's facts under that policy, merges applied.</param>
    /// <param name="deal">The deal in question.</param>
    public GateRule(PolicyIndex index, Benefit benefit, PartnerFacts facts, DealQuestion deal)
    {
        policy = index.Policy;
        active = facts.Active;
        mode = benefit.Gate!.Mode;
        gateRank = policy.RankOf(benefit.Tier);
        // Requirements come lowest tier first, so those up to the gate's tier lead.
        upToGate = [.. index.Plan.Requirements.TakeWhile(requirement => requirement.Rank <= gateRank)];
        amountByRank = [.. policy.Tiers.Select(tier => deal.Amount is null ? null : Over(benefit.Gate, tier.Id, deal.Amount))];
        conditions = DealConditions.Of(benefit.Gate, index, facts, deal);
    }

    /// <summary>The instants (UTC) at which what is asked of those who work on the deal comes or ceases to be met.</summary>
    public IEnumerable<DateTime> Changes => conditions.SelectMany(condition => condition.Met).SelectMany(met => new[] { met.From, met.Until });

    /// <summary>The outcome at an instant.</summary>
    /// <param name="segment">The partner's standing then.</param>
    /// <param name="at">The instant (UTC).</param>
    public GateOutcome Judge(StandingSegment segment, DateTime at)
    {
        var reasons = new List<ReasonOutcome>(upToGate.Length + 4);
        if (!active)
            reasons.Add(new ReasonOutcome(GateReasonCodes.PartnerInactive));
        for (var i = 0; i < upToGate.Length; i++)
        {
            var (now, withGrace) = (segment.State.Now[i], segment.State.WithGrace[i]);
            // Grace and reviews keep what is held, they earn nothing: below the gate only what is met now counts.
            var code = Code(upToGate[i].Requirement, now.IsMet, segment.Held >= gateRank, withGrace.IsMet);
            reasons.Add(new ReasonOutcome(code, upToGate[i].Label, now.Have, now.Need));
        }
        // Someone still below the gate's tier is told what the amount would meet once there.
        if (amountByRank[Math.Max(segment.Held, gateRank)] is { } over)
            reasons.Add(over);
        foreach (var condition in conditions)
        {
            if (!condition.Met.Any(met => met.Covers(at)))
                reasons.Add(new ReasonOutcome(condition.Code, condition.Label));
        }
        return new GateOutcome(!reasons.Exists(reason => GateReasonCodes.Denies(reason.Code)), mode, segment.Tier, segment.IsProvisional, reasons);
    }

    private static string Code(TierRequirement requirement, bool met, bool held, bool metWithGrace) => (requirement, met, held, metWithGrace) switch
    {
        (HoldersRequirement, true, _, _) => GateReasonCodes.CertCountMet,
        (HoldersRequirement, _, true, true) => GateReasonCodes.CertCountInGrace,
        (HoldersRequirement, _, true, _) => GateReasonCodes.CertCountShortfall,
        (HoldersRequirement, _, _, _) => GateReasonCodes.CertCountShort,
        (MetricRequirement, true, _, _) => GateReasonCodes.MetricMet,
        (MetricRequirement, _, true, _) => GateReasonCodes.MetricShortfall,
        (MetricRequirement, _, _, _) => GateReasonCodes.MetricShort,
        (_, true, _, _) => GateReasonCodes.AlternativeMet,
        (_, _, true, true) => GateReasonCodes.AlternativeInGrace,
        (_, _, true, _) => GateReasonCodes.AlternativeShortfall,
        _ => GateReasonCodes.AlternativeShort,
    };

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
