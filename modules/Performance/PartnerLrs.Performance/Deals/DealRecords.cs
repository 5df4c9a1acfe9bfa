using Microsoft.EntityFrameworkCore;
using PartnerLrs.Performance.Contracts;

namespace PartnerLrs.Performance.Deals;

/// <summary>Deals as other modules ask for them.</summary>
internal sealed class DealRecords(IDbContextFactory<DealsContext> contexts) : IDealRecords
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<DealVersion>> OfPartnerAsync(string partnerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows =
            from version in db.Versions.AsNoTracking()
            join deal in db.Deals on version.DealId equals deal.Id
            where db.Versions.Any(v => v.PartnerId == partnerId && v.DealId == version.DealId)
            orderby version.DealId, version.Version
            select new DealVersion
            {
                DealId = version.DealId,
                Version = version.Version,
                Seq = version.Seq,
                KnownAt = version.KnownAt,
                ExternalId = deal.Source + ":" + deal.ExternalId,
                PartnerId = version.PartnerId,
                RegistrantId = version.RegistrantId,
                Product = version.Product,
                AmountMinor = version.AmountMinor,
                Currency = version.Currency,
                Status = version.Status,
                SubmittedAt = version.SubmittedAt,
                ApprovedAt = version.ApprovedAt,
                ProtectedUntil = version.ProtectedUntil,
                ClosedAt = version.ClosedAt,
            };
        return await rows.ToListAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<DealChange>> ChangesAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Versions.AsNoTracking().Where(v => v.Seq > after).OrderBy(v => v.Seq).Take(limit)
            .Select(v => new DealChange(v.Seq, v.DealId, v.Version, v.PartnerId, v.FormerPartnerId)).ToListAsync(cancellationToken);
    }
}
