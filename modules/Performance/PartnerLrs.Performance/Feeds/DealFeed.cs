using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Performance.Deals;
using PartnerLrs.Platform.Feeds;

namespace PartnerLrs.Performance.Feeds;

/// <summary>The feed <c>Deals</c>.</summary>
internal sealed class DealFeed(DealsContext db) : IFeed<DealRow>
{
    private static readonly string[] Whole = [.. Currencies.WithDecimals(0)];
    private static readonly string[] Thousandths = [.. Currencies.WithDecimals(3)];
    private static readonly string[] TenThousandths = [.. Currencies.WithDecimals(4)];

    /// <inheritdoc />
    public IQueryable<DealRow> Rows(string? partnerId) => db.Deals.AsNoTracking()
        .Where(deal => partnerId == null || deal.PartnerId == partnerId)
        .Select(deal => new DealRow
        {
            Id = deal.Id,
            ExternalId = deal.Source + ":" + deal.ExternalId,
            PartnerId = deal.PartnerId,
            RegistrantId = deal.RegistrantId,
            Product = deal.Product,
            Status = deal.Status == DealStatus.Submitted ? "submitted"
                : deal.Status == DealStatus.Approved ? "approved"
                : deal.Status == DealStatus.Rejected ? "rejected"
                : deal.Status == DealStatus.Won ? "won"
                : deal.Status == DealStatus.Lost ? "lost"
                : "withdrawn",
            // Multiplied, because a product has exactly its factors' decimals (a quotient has as many as the database likes), and by one too: on SQLite
            // decimals are texts, and only what went through arithmetic is written in the one way that makes equal amounts equal.
            Amount = deal.AmountMinor == null ? null
                : Whole.Contains(deal.Currency) ? deal.AmountMinor.Value * 1m
                : Thousandths.Contains(deal.Currency) ? deal.AmountMinor.Value * 0.001m
                : TenThousandths.Contains(deal.Currency) ? deal.AmountMinor.Value * 0.0001m
                : deal.AmountMinor.Value * 0.01m,
            Currency = deal.Currency,
            SubmittedAt = deal.SubmittedAt,
            ApprovedAt = deal.ApprovedAt,
            ProtectedUntil = deal.ProtectedUntil,
            ClosedAt = deal.ClosedAt,
            CreatedAt = deal.CreatedAt,
            ModifiedAt = deal.ModifiedAt,
        });
}
