namespace PartnerLrs.Standing.Rules;

/// <summary>
/// Rule 6: deals that are open survive a demotion. An approved one is protected until the instant that its approval names; a pending one
/// is judged as of its submission.
/// </summary>
internal static class OpenDeals
{
    /// <summary>Whether a deal is protected at an instant, whatever the partner's standing.</summary>
    public static bool IsProtected(DealFacts deal, DateTime asOf) =>
        deal.ApprovedAt <= asOf && !IsOver(deal, asOf) && deal.ProtectedUntil is { } until && asOf < until;

    /// <summary>Whether a deal awaits its approval at an instant.</summary>
    public static bool IsPending(DealFacts deal, DateTime asOf) =>
        deal.SubmittedAt <= asOf && !(deal.ApprovedAt <= asOf) && !IsOver(deal, asOf);

    /// <summary>The instants (UTC) at which a deal may begin or cease to be pending or protected.</summary>
    public static IEnumerable<DateTime> Turns(DealFacts deal) =>
        new[] { deal.SubmittedAt, deal.ApprovedAt, deal.ProtectedUntil, deal.RejectedAt, deal.ClosedAt }.OfType<DateTime>();

    /// <summary>What a gate's outcome comes down to for a deal that is protected.</summary>
    public static GateOutcome Protected(GateOutcome outcome) => outcome with { Decision = true, Reasons = [new ReasonOutcome(GateReasonCodes.DealProtected)] };

    /// <summary>What the outcome as of its submission comes down to for a deal that is pending.</summary>
    public static GateOutcome Pending(GateOutcome outcome) => outcome with { Reasons = [new ReasonOutcome(GateReasonCodes.DealPending), .. outcome.Reasons] };

    private static bool IsOver(DealFacts deal, DateTime asOf) => deal.RejectedAt <= asOf || deal.ClosedAt <= asOf;
}
