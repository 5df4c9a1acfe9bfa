using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>The cheapest way for a person to a certification: what is done already is not asked for again.</summary>
/// <param name="Certification">The certification's id.</param>
/// <param name="Courses">The ids of the courses still to do, each once, in the order of the rule. Empty when nothing remains.</param>
/// <param name="Minutes">The learner's time for them, in minutes.</param>
/// <param name="Url">Where the first of them that has a URL is taken, or null.</param>
internal sealed record RemainingPath(string Certification, IReadOnlyList<string> Courses, int Minutes, string? Url)
{
    /// <summary>
    /// The path at an instant. A course is done if it was completed within the certification's validity before that instant,
    /// and after an expired award also later than that award was last attained (rule 1: the full path is due).
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="certification">The certification, one of the policy's.</param>
    /// <param name="person">The person's facts under that policy.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static RemainingPath For(ProgramPolicy policy, Certification certification, PersonFacts person, DateTime asOf)
    {
        if (person.AwardHeldAt(asOf, [certification.Id]) is not null)
            return new RemainingPath(certification.Id, [], 0, null);
        var since = DoneSince(certification, person.Awards, asOf);
        var done = person.Completions
            .Where(completion => completion.EffectiveAt > since && completion.EffectiveAt <= asOf)
            .Select(completion => completion.Course)
            .ToHashSet(StringComparer.Ordinal);
        return Cheapest(policy, certification, done);
    }

    /// <summary>The path of someone who has done nothing yet.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="certification">The certification, one of the policy's.</param>
    public static RemainingPath FromScratch(ProgramPolicy policy, Certification certification) => Cheapest(policy, certification, []);

    private static DateTime DoneSince(Certification certification, IReadOnlyList<AwardPeriod> awards, DateTime asOf) =>
        awards.Where(award => award.Certification == certification.Id && award.ExpiresAt <= asOf)
            .Select(award => award.LastAttainedAt)
            .Append(certification.Validity is { } validity ? validity.StartBefore(asOf) : Instants.Beginning)
            .Max();

    private static RemainingPath Cheapest(ProgramPolicy policy, Certification certification, HashSet<string> done)
    {
        var courses = Remaining(certification.Requires, policy, done);
        var url = courses.Select(course => course.Url).FirstOrDefault(address => address is not null);
        return new RemainingPath(certification.Id, [.. courses.Select(course => course.Id)], MinutesOf(courses), url);
    }

    private static IReadOnlyList<Course> Remaining(CourseRule rule, ProgramPolicy policy, HashSet<string> done) => rule switch
    {
        OneCourse one => done.Contains(one.Course) ? [] : [policy.FindCourse(one.Course)!],
        AllOf all => Cheapest(all.Rules, all.Rules.Count, policy, done),
        AnyOf any => Cheapest(any.Rules, 1, policy, done),
        AtLeast some => Cheapest(some.Of, some.Count, policy, done),
        _ => throw new InvalidOperationException($"Unknown rule {rule.GetType().Name}."),
    };

    private static IReadOnlyList<Course> Cheapest(IReadOnlyList<CourseRule> rules, int count, ProgramPolicy policy, HashSet<string> done) =>
    [
        .. rules.Select((rule, place) => (place, courses: Remaining(rule, policy, done)))
            .OrderBy(option => MinutesOf(option.courses))
            .ThenBy(option => option.courses.Count)
            .Take(count)
            .OrderBy(option => option.place)
            .SelectMany(option => option.courses)
            .DistinctBy(course => course.Id),
    ];

    private static int MinutesOf(IReadOnlyList<Course> courses) => courses.Sum(course => course.Minutes);
}
