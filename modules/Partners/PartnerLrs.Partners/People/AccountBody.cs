namespace PartnerLrs.Partners.People;

/// <summary>An account.</summary>
/// <param name="HomePage">The home page of the system that has it.</param>
/// <param name="Name">Its name there.</param>
internal sealed record AccountBody(string HomePage, string Name);
