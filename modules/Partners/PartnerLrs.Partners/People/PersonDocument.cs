namespace PartnerLrs.Partners.People;

/// <summary>A person as sent, for the OpenAPI document; <see cref="PersonBody"/> reads it.</summary>
/// <param name="Source">The system that has the external id.</param>
/// <param name="ExternalId">The person's id there. With <c>source</c> it names who is updated.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Identifiers">By what statements name the person, 50 at the most. They replace those that are there; absent leaves them.</param>
internal sealed record PersonDocument(string? Source, string? ExternalId, string Name, IReadOnlyList<IdentifierBody>? Identifiers);
