namespace PartnerLrs.Lrs.Activities;

/// <summary>An activity with the definition that a statement gives it.</summary>
/// <param name="ActivityId">Its IRI.</param>
/// <param name="Definition">The definition as received.</param>
internal readonly record struct DefinedActivity(string ActivityId, ReadOnlyMemory<byte> Definition);
