namespace PartnerLrs.Standing.Rules;

/// <summary>What standing needs to know of a partner's deals: each as it was told, as often as it was told.</summary>
/// <param name="Deals">The deals; several of one id are what was known of it at several times.</param>
internal sealed record CommercialFacts(IReadOnlyList<DealFacts> Deals)
{
    /// <summary>No deals.</summary>
    public static readonly CommercialFacts None = new([]);

    /// <summary>The deals as they were known at an instant, each once.</summary>
    /// <param name="knownAt">The instant (UTC) of knowledge; null for all that is known.</param>
    public CommercialFacts AsKnown(DateTime? knownAt) => new(
    [
        .. Deals.Where(deal => knownAt is null || deal.KnownAt <= knownAt)
            .GroupBy(deal => deal.Id, StringComparer.Ordinal)
            .OrderBy(versions => versions.Key, StringComparer.Ordinal)
            .Select(versions => versions.MaxBy(deal => deal.KnownAt)!),
    ]);
}
