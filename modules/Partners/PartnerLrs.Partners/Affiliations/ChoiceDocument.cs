namespace PartnerLrs.Partners.Affiliations;

/// <summary>A person's choice, for the OpenAPI document.</summary>
/// <param name="Reason">Why, or how the person said so; 1,000 characters at the most.</param>
internal sealed record ChoiceDocument(string? Reason);
