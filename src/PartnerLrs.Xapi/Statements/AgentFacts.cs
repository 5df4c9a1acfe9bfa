namespace PartnerLrs.Xapi;

/// <summary>What was read of an agent or group.</summary>
internal readonly record struct AgentFacts(bool IsGroup, AgentIdentifier? Identifier, int Members);
