namespace PartnerLrs.Partners.Affiliations;

/// <summary>An affiliation as it is sent, for the OpenAPI document; <see cref="AffiliationBody"/> reads it.</summary>
/// <param name="Person">An id or <c>system:externalId</c>.</param>
/// <param name="Partner">An id or <c>system:externalId</c>.</param>
/// <param name="Roles">1 to 10 lower-case slugs such as <c>sales</c>.</param>
/// <param name="From">When it begins. With person and partner it names what is updated; absent names the open one, or begins one now.</param>
/// <param name="To">When it ends; null reopens it.</param>
/// <param name="Counting">Whether the person's awards count for the partner. Unless given, true; but of somebody who counts for another partner then it waits, contested, for the person's choice.</param>
internal sealed record AffiliationDocument(string Person, string Partner, IReadOnlyList<string> Roles, DateTime? From, DateTime? To, bool? Counting);
