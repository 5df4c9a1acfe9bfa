namespace PartnerLrs.Xapi;

/// <summary>What was read of a statement's object.</summary>
internal readonly record struct ObjectFacts(ObjectKind Kind, string? Activity, Guid? Target);
