using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>The cheapest way to meet a requirement that is short.</summary>
internal static class Missing
{
    /// <summary>
    /// Of the certifications that would do, the one that fills the most places, then in the least time; and for it the people
    /// who count now and hold none of them, by the time it takes them and then by id.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="standing">The requirement that is short.</param>
    /// <param name="facts">The partner's facts under that policy.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static MissingCertification Of(ProgramPolicy policy, RequirementStanding standing, PartnerFacts facts, DateTime asOf)
    {
        var requirement = standing.Requirement;
        var count = standing.Need - standing.Have;
        var people = facts.People
            .Where(person => person.CountsAt(asOf) && person.AwardHeldAt(asOf, requirement.Certifications) is null)
            .ToList();
        return requirement.Certifications
            .Select(id => policy.FindCertification(id)!)
            .Select(certification => (certification, cheapest: Cheapest(policy, certification, people, count, asOf)))
            .OrderByDescending(option => option.cheapest.Count)
            .ThenBy(option => option.cheapest.Sum(person => person.Minutes))
            .ThenBy(option => RemainingPath.FromScratch(policy, option.certification).Minutes)
            .Select(option => new MissingCertification(requirement.Label, option.certification.Id, count, option.cheapest))
            .First();
    }

    private static List<MissingPerson> Cheapest(ProgramPolicy policy, Certification certification, List<PersonFacts> people, int count, DateTime asOf) =>
    [
        .. people.Select(person => (person, path: RemainingPath.For(policy, certification, person, asOf)))
            .OrderBy(option => option.path.Minutes)
            .ThenBy(option => option.person.PersonId, StringComparer.Ordinal)
            .Take(count)
            .Select(option => new MissingPerson(
                option.person.PersonId, option.person.Name, option.path.Courses, option.path.Minutes, option.path.Url)),
    ];
}
