using PartnerLrs.Kernel;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Organisations;

/// <summary>Reads what standing needs out of recorded deals.</summary>
internal static class DealReading
{
    /// <summary>A partner's deals as they were known at an instant: of each its last version by then, unless that one names another partner.</summary>
    /// <param name="partnerId">The partner's id.</param>
    /// <param name="versions">Every version of the deals that are or ever were the partner's.</param>
    /// <param name="knownAt">The instant (UTC) of knowledge; null for all that is known.</param>
    public static CommercialFacts Of(string partnerId, IReadOnlyList<DealVersion> versions, DateTime? knownAt) => new(
    [
        .. versions.Where(version => knownAt is null || version.KnownAt <= knownAt)
            .GroupBy(version => version.DealId, StringComparer.Ordinal)
            .OrderBy(deal => deal.Key, StringComparer.Ordinal)
            .Select(deal => deal.MaxBy(version => version.Version)!)
            .Where(version => version.PartnerId == partnerId)
            .Select(Read),
    ]);

    /// <summary>One of a partner's deals as it was known at an instant, or null.</summary>
    /// <param name="partnerId">The partner's id.</param>
    /// <param name="versions">Every version of the deals that are or ever were the partner's.</param>
    /// <param name="reference">The deal's id or <c>source:externalId</c>.</param>
    /// <param name="knownAt">The instant (UTC) of knowledge; null for all that is known.</param>
    public static DealFacts? Find(string partnerId, IReadOnlyList<DealVersion> versions, string reference, DateTime? knownAt) =>
        Of(partnerId, [.. versions.Where(version => version.DealId == reference || version.ExternalId == reference)], knownAt).Deals is [var deal] ? deal : null;

    /// <summary>A deal's amount, or null.</summary>
    public static Money? AmountOf(DealVersion deal) =>
        deal is { AmountMinor: { } minor, Currency: { } currency } ? new Money(Currencies.FromMinorUnits(minor, currency), currency) : null;

    private static DealFacts Read(DealVersion deal) => new(deal.DealId, deal.KnownAt)
    {
        Product = deal.Product,
        Amount = AmountOf(deal),
        Registrant = deal.RegistrantId,
        SubmittedAt = deal.SubmittedAt,
        ApprovedAt = deal.ApprovedAt,
        // A registration that was turned down or taken back is over, but no deal that was lost. Where the source does not say when, it is when we heard of it.
        RejectedAt = deal.Status is DealStatus.Rejected or DealStatus.Withdrawn ? deal.ClosedAt ?? deal.KnownAt : null,
        ProtectedUntil = deal.ProtectedUntil,
        ClosedAt = deal.Status is DealStatus.Won or DealStatus.Lost ? deal.ClosedAt : null,
        Won = deal.Status == DealStatus.Won,
    };
}
