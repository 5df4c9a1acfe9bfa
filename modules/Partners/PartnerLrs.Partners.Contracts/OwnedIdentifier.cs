using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.Contracts;

/// <summary>An identifier and whose it is.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Identifier">The identifier.</param>
public sealed record OwnedIdentifier(string PersonId, AgentIdentifier Identifier);
