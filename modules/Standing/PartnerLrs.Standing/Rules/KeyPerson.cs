namespace PartnerLrs.Standing.Rules;

/// <summary>Somebody whom a partner could not do without.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Name">The person's name, when the caller may see it.</param>
/// <param name="TierWithout">The id of the tier that the partner would reach without them, null for none.</param>
internal sealed record KeyPerson(string Person, string? Name, string? TierWithout);
