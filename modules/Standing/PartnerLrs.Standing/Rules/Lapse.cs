namespace PartnerLrs.Standing.Rules;

/// <summary>An award that is about to end.</summary>
/// <param name="Award">The award's id.</param>
/// <param name="Certification">The certification's id.</param>
/// <param name="EndedBy">The id of the release that ends it; null when its validity does.</param>
/// <param name="Keep">Who holds it, and the shortest way to keep it.</param>
internal sealed record Lapse(string Award, string Certification, string? EndedBy, MissingPerson Keep)
{
    /// <summary>The lapse of an award, seen from an instant (UTC) before it.</summary>
    public static Lapse Of(PolicyIndex index, PersonFacts person, AwardPeriod award, DateTime asOf)
    {
        var path = RemainingPath.ToKeep(index, award, person.Completions, asOf);
        return new Lapse(award.Id, award.Certification, award.EndedBy, new MissingPerson(person.PersonId, person.Name, path.Courses, path.Minutes, path.Url));
    }
}
