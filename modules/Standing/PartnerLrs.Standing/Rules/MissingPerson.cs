namespace PartnerLrs.Standing.Rules;

/// <summary>Someone who could fill a missing place, and the shortest way there.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Name">The person's name, when the caller may see it.</param>
/// <param name="Path">The ids of the courses to do.</param>
/// <param name="Minutes">The learner's time for them, in minutes.</param>
/// <param name="Url">Where the first of them that has a URL is taken, or null.</param>
internal sealed record MissingPerson(string Person, string? Name, IReadOnlyList<string> Path, int Minutes, string? Url);
