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
    /// and after an expired award also later than that award was last attained (rule 1: the full path is due), and if what it taught
    /// is not of a release too old to be held on. The paths to prerequisites that are not held come first.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="certification">The certification, one of the policy's.</param>
    /// <param name="person">The person's facts under that policy.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static RemainingPath For(ProgramPolicy policy, Certification certification, PersonFacts person, DateTime asOf)
    {
        var index = PolicyIndex.Of(policy);
        var courses = new List<Course>();
        Collect(index, certification, person, asOf, courses);
        return Of(certification, courses);
    }

    /// <summary>The path of someone who has done nothing yet.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="certification">The certification, one of the policy's.</param>
    public static RemainingPath FromScratch(ProgramPolicy policy, Certification certification) =>
        For(policy, certification, new PersonFacts("", null, [], [], []), Instants.Beginning);

    /// <summary>
    /// The path by which a holder goes on holding a certification when an award ends: the delta when a release ends it, the full path
    /// otherwise; and in that case not before the renewal window opens, if what is done is to extend the award.
    /// </summary>
    /// <param name="index">The policy.</param>
    /// <param name="award">The award.</param>
    /// <param name="completions">The person's completions.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static RemainingPath ToKeep(PolicyIndex index, AwardPeriod award, IReadOnlyList<CourseCompletion> completions, DateTime asOf)
    {
        var certification = index.Certification(award.Certification);
        var delta = certification.ReleasePolicy?.Deltas.FirstOrDefault(item => item.Release == award.EndedBy)?.Requires;
        // What was done for the award itself does not count again; what was done towards the next does.
        var done = completions
            .Where(completion => completion.EffectiveAt > award.LastAttainedAt && completion.EffectiveAt <= asOf)
            .Select(completion => completion.Course)
            .ToHashSet(StringComparer.Ordinal);
        var full = CheapestCourses.For(certification.Requires, index.Policy, delta is null ? done : new HashSet<string>());
        var shorter = delta is null ? null : CheapestCourses.For(delta, index.Policy, done);
        return Of(certification, shorter is not null && MinutesOf(shorter) <= MinutesOf(full) ? shorter : full);
    }

    private static void Collect(PolicyIndex index, Certification certification, PersonFacts person, DateTime asOf, List<Course> courses)
    {
        if (Holdings.At(person, [certification.Id], index, asOf) is not null)
            return;
        foreach (var prerequisite in certification.Prerequisites)
            Collect(index, index.Certification(prerequisite), person, asOf, courses);
        var since = DoneSince(certification, person.Awards, asOf);
        var track = index.TrackOf(certification);
        var done = person.Completions
            .Where(completion => completion.EffectiveAt > since && completion.EffectiveAt <= asOf && track.EndOf(track.GenerationOf(completion)) > asOf)
            .Select(completion => completion.Course)
            .ToHashSet(StringComparer.Ordinal);
        courses.AddRange(CheapestCourses.For(certification.Requires, index.Policy, done).Where(course => !courses.Contains(course)));
    }

    private static DateTime DoneSince(Certification certification, IReadOnlyList<AwardPeriod> awards, DateTime asOf) =>
        awards.Where(award => award.Certification == certification.Id && award.ExpiresAt <= asOf)
            .Select(award => award.LastAttainedAt)
            .Append(certification.Validity is { } validity ? validity.StartBefore(asOf) : Instants.Beginning)
            .Max();

    private static RemainingPath Of(Certification certification, IReadOnlyList<Course> courses)
    {
        var url = courses.Select(course => course.Url).FirstOrDefault(address => address is not null);
        return new RemainingPath(certification.Id, [.. courses.Select(course => course.Id)], MinutesOf(courses), url);
    }

    private static int MinutesOf(IReadOnlyList<Course> courses) => courses.Sum(course => course.Minutes);
}
