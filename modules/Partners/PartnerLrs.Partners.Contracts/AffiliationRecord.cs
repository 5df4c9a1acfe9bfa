namespace PartnerLrs.Partners.Contracts;

/// <summary>A person belongs to a partner, in some roles, for a time.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PersonId">The person.</param>
/// <param name="PartnerId">The partner.</param>
/// <param name="Roles">The person's roles there, e.g. <c>sales</c>.</param>
/// <param name="From">The instant from which it holds.</param>
/// <param name="To">The instant from which it holds no longer, or null.</param>
/// <param name="Counting">Whether the person's awards count for this partner; at any instant at most one affiliation of a person does.</param>
/// <param name="KnownAt">When it was first written here (UTC). What was changed of it since then is not told apart.</param>
public sealed record AffiliationRecord(string Id, string PersonId, string PartnerId, IReadOnlyList<string> Roles, DateTime From, DateTime? To, bool Counting, DateTime KnownAt);
