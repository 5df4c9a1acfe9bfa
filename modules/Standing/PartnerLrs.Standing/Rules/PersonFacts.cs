namespace PartnerLrs.Standing.Rules;

/// <summary>What standing needs to know of a person who is or was affiliated with a partner.</summary>
/// <param name="PersonId">The person's id.</param>
/// <param name="Name">The person's name, when the caller may see it.</param>
/// <param name="Memberships">When the person counts for this partner.</param>
/// <param name="Awards">All of the person's awards, wherever they were earned.</param>
/// <param name="Completions">All of the person's completions, wherever they happened.</param>
internal sealed record PersonFacts(
    string PersonId,
    string? Name,
    IReadOnlyList<MembershipFacts> Memberships,
    IReadOnlyList<AwardPeriod> Awards,
    IReadOnlyList<CourseCompletion> Completions)
{
    /// <summary>Rule 5: a person counts from the affiliation's start, with all awards, until the instant of leaving.</summary>
    public bool CountsAt(DateTime asOf) => Memberships.Any(membership => membership.Counted.Covers(asOf));

    /// <summary>The award by which the person holds any of these certifications at an instant, the first named first; or null.</summary>
    public AwardPeriod? AwardHeldAt(DateTime asOf, IReadOnlyList<string> certifications)
    {
        foreach (var certification in certifications)
        {
            foreach (var award in Awards)
            {
                if (award.Certification == certification && award.Covers(asOf))
                    return award;
            }
        }
        return null;
    }
}
