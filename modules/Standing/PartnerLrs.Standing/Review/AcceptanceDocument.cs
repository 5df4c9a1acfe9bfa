namespace PartnerLrs.Standing.Review;

/// <summary>Why evidence is accepted, for the OpenAPI document.</summary>
/// <param name="Reason">1 to 1,000 characters.</param>
internal sealed record AcceptanceDocument(string Reason);
