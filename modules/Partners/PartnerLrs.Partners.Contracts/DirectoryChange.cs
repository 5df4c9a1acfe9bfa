namespace PartnerLrs.Partners.Contracts;

/// <summary>
/// One change of the directory, written in the transaction that made it, so that none is missed; <paramref name="Seq"/> rises in commit order.
/// </summary>
/// <param name="Seq">Its place.</param>
/// <param name="Kind">What changed.</param>
/// <param name="PersonId">The person concerned, for people and affiliations.</param>
/// <param name="PartnerId">The partner concerned, for partners and affiliations.</param>
public sealed record DirectoryChange(long Seq, DirectoryChangeKind Kind, string? PersonId, string? PartnerId);
