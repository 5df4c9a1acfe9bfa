using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Contracts;

/// <summary>A person as agents speak of them.</summary>
/// <param name="Names">The person's names.</param>
/// <param name="Identifiers">Every identifier by which statements name this person.</param>
public sealed record KnownAgent(IReadOnlyList<string> Names, IReadOnlyList<AgentIdentifier> Identifiers);
