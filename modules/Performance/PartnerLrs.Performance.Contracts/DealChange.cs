namespace PartnerLrs.Performance.Contracts;

/// <summary>A change of a deal, written in the transaction that made it, so that none is missed.</summary>
/// <param name="Seq">Its place; places are gap-free in commit order.</param>
/// <param name="DealId">The deal.</param>
/// <param name="Version">The version that the change made.</param>
/// <param name="PartnerId">The partner whose deal it is now.</param>
/// <param name="FormerPartnerId">The partner whose deal it was before, when that is another one; else null.</param>
public sealed record DealChange(long Seq, string DealId, int Version, string PartnerId, string? FormerPartnerId);
