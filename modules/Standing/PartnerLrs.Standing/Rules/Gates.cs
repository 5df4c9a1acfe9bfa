using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>Whether a partner may pass a gate, why, and what is missing (law 4: a pure function of facts, policy and instant).</summary>
internal static class Gates
{
    /// <summary>The answer at an instant under one policy version, about an amount or nothing.</summary>
    /// <inheritdoc cref="Evaluate(StandingTimeline, string, DateTime, DealQuestion?)"/>
    public static GateEvaluation? Evaluate(PolicyVersion version, string gate, PartnerFacts facts, DateTime asOf, Money? amount = null) =>
        Evaluate(StandingTimeline.Of([version], _ => facts), gate, asOf, DealQuestion.About(amount));

    /// <summary>The answer about a deal that is known (rule 6): protected once approved, judged as of its submission while it is pending (as
    /// of now, where the programme did not have the gate then).</summary>
    /// <param name="standing">The partner's standing.</param>
    /// <param name="gate">The gate's id.</param>
    /// <param name="asOf">The instant (UTC).</param>
    /// <param name="question">The deal as the question names it.</param>
    /// <param name="deal">The deal as it is known at the instant of knowledge; null when the question is about none that is known.</param>
    /// <param name="submitter">The standing of the partner that submitted the deal, where it was merged into this one since; null where it was this one.</param>
    public static GateEvaluation? Evaluate(StandingTimeline standing, string gate, DateTime asOf, DealQuestion question, DealFacts? deal, StandingTimeline? submitter = null)
    {
        if (deal is null)
            return Evaluate(standing, gate, asOf, question);
        if (OpenDeals.IsPending(deal, asOf) && Evaluate(submitter ?? standing, gate, deal.SubmittedAt!.Value, question) is { } then)
        {
            var pending = OpenDeals.Pending(then.Outcome);
            return then with
            {
                PartnerId = standing.PartnerId,
                AsOf = asOf,
                Outcome = pending,
                Reasons = [new GateReason(pending.Reasons[0], $"The deal is pending and judged as of its submission on {deal.SubmittedAt:yyyy-MM-dd}", []), .. then.Reasons],
            };
        }
        var now = Evaluate(standing, gate, asOf, question);
        if (now is null || !OpenDeals.IsProtected(deal, asOf))
            return now;
        var outcome = OpenDeals.Protected(now.Outcome);
        return now with
        {
            Outcome = outcome,
            Reasons = [new GateReason(outcome.Reasons[0], $"The deal was approved and is protected until {deal.ProtectedUntil:yyyy-MM-dd}", [])],
            Missing = [],
        };
    }

    /// <summary>The answer at an instant.</summary>
    /// <param name="standing">The partner's standing.</param>
    /// <param name="gate">The gate's id.</param>
    /// <param name="asOf">The instant (UTC).</param>
    /// <param name="deal">The deal in question; null when the question is about none.</param>
    /// <returns>The answer, or null where no policy is in force or it has no such gate.</returns>
    public static GateEvaluation? Evaluate(StandingTimeline standing, string gate, DateTime asOf, DealQuestion? deal = null)
    {
        var question = deal ?? DealQuestion.None;
        if (Decide(standing, gate, asOf, question, null) is not var (outcome, version))
            return null;
        var (index, facts) = (PolicyIndex.Of(version.Policy), standing.FactsUnder(version));
        var requirements = Tiers.Evaluate(version.Policy, facts, asOf).Requirements;
        var told = new GateWords(index, facts, asOf);
        var reasons = new List<GateReason>();
        var shortages = new List<RequirementStanding>();
        var next = 0;
        foreach (var reason in outcome.Reasons)
        {
            // Reasons about requirements lead, in their order; the first may be about the partner.
            var standingOf = reason.Need is null ? null : requirements[next++];
            if (standingOf is not null && GateReasonCodes.Denies(reason.Code))
                shortages.Add(standingOf);
            reasons.Add(standingOf is null ? GateWords.Other(reason, question) : told.Requirement(reason, standingOf));
        }
        return new GateEvaluation(gate, facts.PartnerId, version.Number, asOf, outcome, reasons, Missing.Of(index, shortages, facts, asOf))
        {
            GraceUntil = outcome.Provisional ? standing.LowerAfter(asOf) : null,
        };
    }

    /// <summary>What an answer comes down to, without the words, and the version that rules; null where no policy is in force or it has no such gate.</summary>
    /// <inheritdoc cref="Evaluate(StandingTimeline, string, DateTime, DealQuestion, DealFacts?, StandingTimeline?)"/>
    public static (GateOutcome Outcome, PolicyVersion Version)? Decide(StandingTimeline standing, string gate, DateTime asOf, DealQuestion question, DealFacts? deal, StandingTimeline? submitter = null)
    {
        if (deal is not null && OpenDeals.IsPending(deal, asOf) && Decide(submitter ?? standing, gate, deal.SubmittedAt!.Value, question, null) is var (then, since))
            return (OpenDeals.Pending(then), since);
        if (standing.At(asOf) is not { Version: var version } segment || version.Policy.FindGatedBenefit(gate) is not { } benefit)
            return null;
        var outcome = new GateRule(PolicyIndex.Of(version.Policy), benefit, standing.FactsUnder(version), question).Judge(segment, asOf);
        return (deal is not null && OpenDeals.IsProtected(deal, asOf) ? OpenDeals.Protected(outcome) : outcome, version);
    }
}
