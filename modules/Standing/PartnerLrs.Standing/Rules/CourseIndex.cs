using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>The courses of a policy by their activities, and what completing each counts as.</summary>
internal sealed class CourseIndex
{
    private readonly Dictionary<string, (Course Course, string? Release)> byActivity;
    private readonly Dictionary<string, string[]> countsAs;

    private CourseIndex(Dictionary<string, (Course, string?)> byActivity, Dictionary<string, string[]> countsAs)
    {
        this.byActivity = byActivity;
        this.countsAs = countsAs;
    }

    /// <summary>The index of a policy.</summary>
    public static CourseIndex Of(ProgramPolicy policy)
    {
        var naming = policy.Courses.SelectMany(course => course.Equivalents, (course, equivalent) => (course.Id, equivalent))
            .ToLookup(pair => pair.equivalent, pair => pair.Id, StringComparer.Ordinal);
        return new CourseIndex(
            policy.Courses.SelectMany(course => course.Activities, (course, activity) => (course, activity))
                .ToDictionary(pair => pair.activity.Iri, pair => (pair.course, pair.activity.Release), StringComparer.Ordinal),
            policy.Courses.ToDictionary(course => course.Id, course => Closure(course.Id, naming), StringComparer.Ordinal));
    }

    /// <summary>The course of an activity with the release that the activity teaches, or null.</summary>
    public (Course Course, string? Release)? Find(string activity) => byActivity.TryGetValue(activity, out var found) ? found : null;

    /// <summary>The ids of the courses that completing a course counts as, itself first.</summary>
    public IReadOnlyList<string> CountsAs(string course) => countsAs[course];

    private static string[] Closure(string id, ILookup<string, string> naming)
    {
        var found = new List<string> { id };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(naming[found[i]].Where(other => !found.Contains(other)).Distinct().ToList());
        return [.. found];
    }
}
