namespace PartnerLrs.Partners.Merges;

/// <summary>A merge as it is sent, for the OpenAPI document; <see cref="MergeBody"/> reads it.</summary>
/// <param name="Into">Who goes on: an id or <c>system:externalId</c>.</param>
/// <param name="Reason">Why; 1 to 1,000 characters.</param>
internal sealed record MergeDocument(string Into, string Reason);
