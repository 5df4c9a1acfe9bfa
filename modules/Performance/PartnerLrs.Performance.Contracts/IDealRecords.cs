namespace PartnerLrs.Performance.Contracts;

/// <summary>Deals with all that was ever known of them. Answers from the database.</summary>
public interface IDealRecords
{
    /// <summary>
    /// Every version of every deal that is or ever was this partner's, by deal and version. A version may name another partner: the deal was
    /// not this partner's then.
    /// </summary>
    /// <param name="partnerId">The partner's id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<DealVersion>> OfPartnerAsync(string partnerId, CancellationToken cancellationToken);

    /// <summary>What changed after a place in the deals' log, in order.</summary>
    /// <param name="after">The place that was read last; 0 for the start.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<DealChange>> ChangesAsync(long after, int limit, CancellationToken cancellationToken);
}
