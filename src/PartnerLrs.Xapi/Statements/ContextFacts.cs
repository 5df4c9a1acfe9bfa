namespace PartnerLrs.Xapi;

/// <summary>What was read of a context. Places are offsets in the body, 0 for none.</summary>
internal readonly record struct ContextFacts(Guid? Registration, int RevisionAt, int PlatformAt);
