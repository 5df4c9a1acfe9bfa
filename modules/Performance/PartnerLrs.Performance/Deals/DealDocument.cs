namespace PartnerLrs.Performance.Deals;

/// <summary>A deal as it is sent, for the OpenAPI document; <see cref="DealBody"/> reads it.</summary>
/// <param name="Source">The system that has the external id.</param>
/// <param name="ExternalId">The deal's id there. With <c>source</c> it names what is updated.</param>
/// <param name="Partner">The partner: an id or <c>system:externalId</c>. Needed for a new deal; a partner's own credential may leave it out.</param>
/// <param name="Registrant">The person who registered it: an id or <c>system:externalId</c>; null for none.</param>
/// <param name="Product">The product's id in the policy, 1 to 100 characters; null for none.</param>
/// <param name="Amount">The amount, with no more decimals than its currency has; null for none.</param>
/// <param name="Currency">The amount's ISO 4217 code; with <c>amount</c>.</param>
/// <param name="Status"><c>submitted</c>, <c>approved</c>, <c>rejected</c>, <c>won</c>, <c>lost</c> or <c>withdrawn</c>. Needed for a new deal.</param>
/// <param name="SubmittedAt">When the partner registered it. Needed for a new deal.</param>
/// <param name="ApprovedAt">When the registration was approved; null for never.</param>
/// <param name="ProtectedUntil">Until when the registration is protected; null for not at all.</param>
/// <param name="ClosedAt">When it was closed; null while it is open.</param>
internal sealed record DealDocument(
    string Source,
    string ExternalId,
    string? Partner,
    string? Registrant,
    string? Product,
    decimal? Amount,
    string? Currency,
    string? Status,
    DateTime? SubmittedAt,
    DateTime? ApprovedAt,
    DateTime? ProtectedUntil,
    DateTime? ClosedAt);
