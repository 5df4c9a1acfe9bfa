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

    /// <summary>The instant (UTC) as of which a deal is judged when it is asked about at another.</summary>
    public static DateTime JudgedAt(DealFacts deal, DateTime asOf) =>
        deal.SubmittedAt is { } submitted && submitted <= asOf && !(deal.ApprovedAt <= asOf) && !IsOver(deal, asOf) ? submitted : asOf;

    private static bool IsOver(DealFacts deal, DateTime asOf) => deal.RejectedAt <= asOf || deal.ClosedAt <= asOf;
}
