using PartnerLrs.Kernel;

namespace PartnerLrs.Performance.Deals;

/// <summary>One transaction over deals. While it is open there is no other writer, so what was read still holds at commit.</summary>
/// <param name="db">The tables, in the transaction.</param>
/// <param name="partnerId">The partner that the caller's credential is bound to, or null.</param>
/// <param name="now">The transaction's instant, not before that of the last version.</param>
/// <param name="lastSeq">The last place of the deals' log.</param>
/// <param name="ids">Makes ids.</param>
internal sealed class DealTransaction(DealsContext db, string? partnerId, DateTime now, long lastSeq, IdFactory ids)
{
    private long seq = lastSeq;

    public DealsContext Db { get; } = db;

    public string? PartnerId { get; } = partnerId;

    public DateTime Now { get; } = now;

    /// <summary>Whether anything was changed.</summary>
    public bool HasChanged { get; private set; }

    public string NewId() => ids.NewId();

    /// <summary>Keeps what is known of a deal now as its next version.</summary>
    /// <param name="deal">The deal, as it is from now on.</param>
    /// <param name="formerPartnerId">The partner whose deal it was.</param>
    public void Keep(Deal deal, string? formerPartnerId)
    {
        HasChanged = true;
        Db.Add(new DealVersionRow
        {
            Seq = ++seq,
            DealId = deal.Id,
            Version = deal.Version,
            KnownAt = Now,
            PartnerId = deal.PartnerId,
            FormerPartnerId = formerPartnerId == deal.PartnerId ? null : formerPartnerId,
            RegistrantId = deal.RegistrantId,
            Product = deal.Product,
            AmountMinor = deal.AmountMinor,
            Currency = deal.Currency,
            Status = deal.Status,
            SubmittedAt = deal.SubmittedAt,
            ApprovedAt = deal.ApprovedAt,
            ProtectedUntil = deal.ProtectedUntil,
            ClosedAt = deal.ClosedAt,
        });
    }
}
