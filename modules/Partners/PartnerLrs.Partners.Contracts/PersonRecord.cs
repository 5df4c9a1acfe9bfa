using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.Contracts;

/// <summary>A person.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Name">The person's name.</param>
/// <param name="ExternalId">The first external reference as <c>system:externalId</c>, or null.</param>
/// <param name="Identifiers">By what xAPI statements name this person, each mailbox's SHA-1 form included.</param>
public sealed record PersonRecord(string Id, string Name, string? ExternalId, IReadOnlyList<AgentIdentifier> Identifiers);
