using PartnerLrs.Kernel;
using PartnerLrs.Performance.Contracts;

namespace PartnerLrs.Performance.Deals;

/// <summary>What is known of a deal at a time, and whether it makes sense.</summary>
internal sealed record DealFacts(
    string PartnerId,
    string? RegistrantId,
    string? Product,
    long? AmountMinor,
    string? Currency,
    DealStatus Status,
    DateTime SubmittedAt,
    DateTime? ApprovedAt,
    DateTime? ProtectedUntil,
    DateTime? ClosedAt)
{
    /// <summary>Clocks of other systems may be a little ahead, and days begin earlier elsewhere.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>No registration is protected for longer; it is a year mistyped.</summary>
    private const int ProtectedYearsAtMost = 10;

    /// <summary>What contradicts itself, with the field to mend; null when nothing does.</summary>
    /// <param name="now">Now (UTC).</param>
    public Error? Contradiction(DateTime now)
    {
        foreach (var (name, instant) in (ReadOnlySpan<(string, DateTime?)>)[("submittedAt", SubmittedAt), ("approvedAt", ApprovedAt), ("closedAt", ClosedAt)])
        {
            if (instant > now + Ahead)
                return Wrong(name, "instant-in-future", $"expected an instant that has come, found {Timestamps.ToRfc3339(instant.Value)}");
        }

        if (ApprovedAt < SubmittedAt)
            return Wrong("approvedAt", "inconsistent-deal", $"a deal is not approved before it was submitted ({Timestamps.ToRfc3339(SubmittedAt)})");
        if (ClosedAt < SubmittedAt)
            return Wrong("closedAt", "inconsistent-deal", $"a deal is not closed before it was submitted ({Timestamps.ToRfc3339(SubmittedAt)})");
        if (ProtectedUntil is not null && ApprovedAt is null)
            return Wrong("protectedUntil", "inconsistent-deal", "only an approved deal is protected: approvedAt is missing");
        if (ProtectedUntil <= ApprovedAt)
            return Wrong("protectedUntil", "inconsistent-deal", $"expected an instant after the approval ({Timestamps.ToRfc3339(ApprovedAt.Value)})");
        if (ProtectedUntil > now.AddYears(ProtectedYearsAtMost))
            return Wrong("protectedUntil", "instant-in-future", $"expected an instant within {ProtectedYearsAtMost} years, found {Timestamps.ToRfc3339(ProtectedUntil.Value)}");
        return Status switch
        {
            DealStatus.Submitted when ApprovedAt is not null => Wrong("approvedAt", "inconsistent-deal", "a deal whose status is submitted is not approved yet"),
            DealStatus.Approved when ApprovedAt is null => Wrong("approvedAt", "inconsistent-deal", "a deal whose status is approved needs the instant of its approval"),
            DealStatus.Submitted or DealStatus.Approved when ClosedAt is not null => Wrong("closedAt", "inconsistent-deal", "a deal whose status is submitted or approved is open"),
            DealStatus.Won or DealStatus.Lost when ClosedAt is null => Wrong("closedAt", "inconsistent-deal", "a deal that is won or lost needs the instant at which it was closed"),
            _ => null,
        };
    }

    private static Error Wrong(string field, string code, string message) => Error.Invalid(code, $"{field}: {message}.", $"/{field}");
}
