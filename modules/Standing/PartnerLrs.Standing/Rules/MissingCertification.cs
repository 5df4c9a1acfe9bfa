namespace PartnerLrs.Standing.Rules;

/// <summary>What would meet a requirement that is short, the cheapest way.</summary>
/// <param name="Requirement">The requirement's label.</param>
/// <param name="Certification">The id of the certification that takes the least time, of those that would do.</param>
/// <param name="Count">How many more people must earn it.</param>
/// <param name="Cheapest">Those for whom it takes the least time, as many as are missing or as there are.</param>
internal sealed record MissingCertification(string Requirement, string Certification, int Count, IReadOnlyList<MissingPerson> Cheapest);
