namespace PartnerLrs.Partners.Organisations;

/// <summary>A partner as it is sent, for the OpenAPI document; <see cref="PartnerBody"/> reads it.</summary>
/// <param name="Source">The system that has the external id.</param>
/// <param name="ExternalId">The partner's id there. With <c>source</c> it names what is updated.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Status"><c>active</c> (default) or <c>inactive</c>.</param>
/// <param name="Parent">The parent organisation: an id or <c>system:externalId</c>; null for none.</param>
internal sealed record PartnerDocument(string? Source, string? ExternalId, string Name, string? Status, string? Parent);
