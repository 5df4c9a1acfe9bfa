using System.Globalization;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>Says in a sentence each, and with the awards that it rests on, what a gate's reasons come down to. It names nobody.</summary>
/// <param name="index">The policy.</param>
/// <param name="facts">The partner's facts under that policy.</param>
/// <param name="asOf">The instant (UTC) in question.</param>
internal sealed class GateWords(PolicyIndex index, PartnerFacts facts, DateTime asOf)
{
    /// <summary>A reason about a requirement.</summary>
    public GateReason Requirement(ReasonOutcome reason, RequirementStanding standing) => (reason.Code, standing.Requirement) switch
    {
        (GateReasonCodes.CertCountMet, HoldersRequirement holders) => Met(reason, standing, holders),
        (_, HoldersRequirement holders) => Lacking(reason, standing, holders),
        (_, MetricRequirement metric) => new GateReason(reason, $"{Figure(metric, standing.State.Have)}; {Figure(metric, standing.State.Need)} needed within {metric.Window}{Kept(reason.Code)}", []),
        (GateReasonCodes.AlternativeMet, _) => new GateReason(reason, $"One of these is met: {reason.Requirement}", Awards(standing, 1)),
        (GateReasonCodes.AlternativeInGrace, _) => new GateReason(reason, $"One of these is met, counting awards in their grace: {reason.Requirement}", []),
        _ => new GateReason(reason, $"None of these is met: {reason.Requirement}{Kept(reason.Code)}", []),
    };

    /// <summary>A reason about the partner or the deal.</summary>
    public static GateReason Other(ReasonOutcome reason, DealQuestion deal) => new(
        reason,
        reason.Code switch
        {
            GateReasonCodes.PartnerInactive => "The partner does not take part in the programme",
            GateReasonCodes.AmountOverLimit => $"{deal.Amount} is over the limit of {reason.Limit}",
            GateReasonCodes.CurrencyMismatch => $"{deal.Amount} cannot be held against the limit of {reason.Limit}: state the amount in {reason.Limit!.Currency}",
            GateReasonCodes.RegistrantMissing => $"The question names nobody who registers the deal; asked for is: {reason.Requirement}",
            GateReasonCodes.HolderMissing => $"Not so: {reason.Requirement}",
            GateReasonCodes.ProductMismatch => $"Not so: {reason.Requirement}",
            _ => throw new InvalidOperationException($"No message for {reason.Code}."),
        },
        []);

    private GateReason Met(ReasonOutcome reason, RequirementStanding standing, HoldersRequirement holders) => new(
        reason,
        standing.Have > standing.Need
            ? $"{standing.Have} people hold {Names(holders)}; {standing.Need} needed"
            : $"{standing.Have} of {standing.Need} people hold {Names(holders)}",
        Awards(standing, (int)standing.Need));

    private GateReason Lacking(ReasonOutcome reason, RequirementStanding standing, HoldersRequirement holders)
    {
        var expired = facts.People
            .Where(person => person.CountsAt(asOf, holders.Role) && Holdings.At(person, holders.Certifications, index, asOf) is null)
            .Select(person => person.Awards
                .Where(award => award.ExpiresAt <= asOf && holders.Certifications.Contains(award.Certification))
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
            reason,
            $"{standing.Have} of {standing.Need} people hold {Names(holders)}{lapse}{Kept(reason.Code)}",
            [.. expired.Take(GateReason.EvidenceCap).Select(award => new AwardEvidence(award.Id, AwardEvidence.Expired, award.ExpiresAt!.Value))]);
    }

    /// <summary>As many awards as are needed carry the answer: those that last longest.</summary>
    private static IReadOnlyList<AwardEvidence> Awards(RequirementStanding standing, int need) =>
    [
        .. standing.Holders.OrderByDescending(holder => holder.Award.Held.Until).ThenBy(holder => holder.Award.Id, StringComparer.Ordinal)
            .Take(Math.Min(need, GateReason.EvidenceCap)).Select(holder => new AwardEvidence(holder.Award.Id, AwardEvidence.Active, holder.Award.EarnedAt)),
    ];

    private static string Kept(string code) => code switch
    {
        GateReasonCodes.CertCountInGrace => "; awards in their grace make up for it",
        GateReasonCodes.CertCountShortfall or GateReasonCodes.MetricShortfall or GateReasonCodes.AlternativeShortfall => "; the tier is held for the time being",
        _ => "",
    };

    private static string Figure(MetricRequirement metric, decimal? figure) => (metric.Metric, figure) switch
    {
        (CommercialMetric.WinRate, null) => $"too few deals closed to tell a win rate ({metric.MinimumClosed ?? 1} needed)",
        (CommercialMetric.WinRate, { } rate) => string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0.##} % of deals won"),
        (CommercialMetric.WonAmount, { } amount) => $"{new Money(amount, metric.Currency!)} won",
        (CommercialMetric.WonDeals, { } deals) => string.Create(CultureInfo.InvariantCulture, $"{deals:0} deals won"),
        (_, { } approved) => string.Create(CultureInfo.InvariantCulture, $"{approved:0} registrations approved"),
        _ => "nothing known",
    };

    private string Names(HoldersRequirement requirement) =>
        string.Join(" or ", requirement.Certifications.Select(id => $"{id} {index.Policy.FindCertification(id)?.Name}"));
}
