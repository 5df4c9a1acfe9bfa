using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>Whether a partner may pass a gate, why, and what is missing (law 4: a pure function of facts, policy and instant).</summary>
internal static class Gates
{
    /// <summary>The answer at an instant.</summary>
    /// <param name="version">The policy version to apply.</param>
    /// <param name="gate">The gate's id.</param>
    /// <param name="facts">The partner's facts under that policy.</param>
    /// <param name="asOf">The instant (UTC).</param>
    /// <param name="amount">The amount of the deal, null when the question is not about one.</param>
    /// <returns>The answer, or null where the policy has no such gate.</returns>
    public static GateEvaluation? Evaluate(PolicyVersion version, string gate, PartnerFacts facts, DateTime asOf, Money? amount = null)
    {
        var policy = version.Policy;
        if (policy.FindGatedBenefit(gate) is not { } benefit)
            return null;
        var requirements = Tiers.Evaluate(policy, facts, asOf).Requirements;
        var outcome = new GateRule(policy, benefit, facts.Active, amount).Judge([.. requirements.Select(requirement => requirement.Have)]);
        var reasons = new List<GateReason>();
        var missing = new List<MissingCertification>();
        var next = 0;
        foreach (var reason in outcome.Reasons)
        {
            switch (reason.Code)
            {
                case GateReasonCodes.CertCountMet:
                    reasons.Add(Met(policy, reason, requirements[next++]));
                    break;
                case GateReasonCodes.CertCountShort:
                    missing.Add(Missing.Of(policy, requirements[next], facts, asOf));
                    reasons.Add(Short(policy, reason, requirements[next++], facts, asOf));
                    break;
                default:
                    reasons.Add(new GateReason(reason, Message(reason, amount), []));
                    break;
            }
        }
        return new GateEvaluation(gate, facts.PartnerId, version.Number, asOf, outcome, reasons, missing);
    }

    private static GateReason Met(ProgramPolicy policy, ReasonOutcome outcome, RequirementStanding standing) => new(
        outcome,
        standing.Have > standing.Need
            ? $"{standing.Have} people hold {Names(policy, standing)}; {standing.Need} needed"
            : $"{standing.Have} of {standing.Need} people hold {Names(policy, standing)}",
        // As many awards as are needed carry the answer: those that last longest.
        [.. standing.Holders.OrderByDescending(holder => holder.Award.ExpiresAt ?? Instants.Forever).ThenBy(holder => holder.Award.Id, StringComparer.Ordinal)
            .Take(Math.Min(standing.Need, GateReason.EvidenceCap)).Select(holder => new AwardEvidence(holder.Award.Id, AwardEvidence.Active, holder.Award.EarnedAt))]);

    private static GateReason Short(ProgramPolicy policy, ReasonOutcome outcome, RequirementStanding standing, PartnerFacts facts, DateTime asOf)
    {
        var expired = facts.People
            .Where(person => person.CountsAt(asOf) && person.AwardHeldAt(asOf, standing.Requirement.Certifications) is null)
            .Select(person => person.Awards
                .Where(award => award.ExpiresAt <= asOf && standing.Requirement.Certifications.Contains(award.Certification))
                .MaxBy(award => award.ExpiresAt))
            .OfType<AwardPeriod>()
            .OrderByDescending(award => award.ExpiresAt)
            .ThenBy(award => award.Id, StringComparer.Ordinal)
            .ToList();
        var lapse = expired switch
        {
            [] => "",
            [var only] => $", 1 expired on {only.ExpiresAt:yyyy-MM-dd}",
            [var latest, ..] => $", {expired.Count} expired, the last on {latest.ExpiresAt:yyyy-MM-dd}",
        };
        return new GateReason(
            outcome,
            $"{standing.Have} of {standing.Need} people hold {Names(policy, standing)}{lapse}",
            [.. expired.Take(GateReason.EvidenceCap).Select(award => new AwardEvidence(award.Id, AwardEvidence.Expired, award.ExpiresAt!.Value))]);
    }

    private static string Message(ReasonOutcome outcome, Money? amount) => outcome.Code switch
    {
        GateReasonCodes.PartnerInactive => "The partner does not take part in the programme",
        GateReasonCodes.AmountOverLimit => $"{amount} is over the limit of {outcome.Limit}",
        GateReasonCodes.CurrencyMismatch => $"{amount} cannot be held against the limit of {outcome.Limit}: state the amount in {outcome.Limit!.Currency}",
        _ => throw new InvalidOperationException($"No message for {outcome.Code}."),
    };

    private static string Names(ProgramPolicy policy, RequirementStanding standing) =>
        string.Join(" or ", standing.Requirement.Certifications.Select(id => $"{id} {policy.FindCertification(id)?.Name}"));
}
