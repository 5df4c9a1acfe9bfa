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
    /// <param name="asOf">The instant (UTC).</param>
    /// <param name="role">The role that the person must have at the partner; null for any.</param>
    public bool CountsAt(DateTime asOf, string? role = null) =>
        Memberships.Any(membership => membership.Counted.Covers(asOf) && membership.Is(role));

    /// <summary>When the person counts.</summary>
    /// <param name="role">The role that the person must have at the partner; null for any.</param>
    public IReadOnlyList<Interval> Counted(string? role = null) =>
        Interval.Union(Memberships.Where(membership => membership.Is(role)).Select(membership => membership.Counted));
}
