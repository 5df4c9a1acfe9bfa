namespace PartnerLrs.Lrs.Activities;

/// <summary>What statements say anew of an activity.</summary>
/// <param name="ActivityId">Its IRI.</param>
/// <param name="Definition">The definition that is to be held, in UTF-8.</param>
internal sealed record ActivityChange(string ActivityId, byte[] Definition);
