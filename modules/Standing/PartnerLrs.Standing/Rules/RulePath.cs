using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>The most recent way in which a course rule was satisfied at some instant.</summary>
/// <param name="Since">The earliest of the completions on it (UTC): the whole path was walked from here on.</param>
/// <param name="Completions">The completions on it.</param>
internal sealed record RulePath(DateTime Since, IReadOnlyList<CourseCompletion> Completions)
{
    /// <summary>
    /// The path that began latest: of one course its latest completion, of all rules the earliest, of any the latest, of at
    /// least n the n-th latest. More completions never make it begin earlier. Where two began at once, the first in the
    /// rule is taken.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="latest">The latest completion of each course at the instant in question.</param>
    /// <returns>The path, or null where the rule is not satisfied.</returns>
    public static RulePath? Of(CourseRule rule, IReadOnlyDictionary<string, CourseCompletion> latest) => rule switch
    {
        OneCourse one => latest.TryGetValue(one.Course, out var completion) ? new RulePath(completion.EffectiveAt, [completion]) : null,
        AllOf all => Latest(all.Rules, all.Rules.Count, latest),
        AnyOf any => Latest(any.Rules, 1, latest),
        AtLeast some => Latest(some.Of, some.Count, latest),
        _ => throw new InvalidOperationException($"Unknown rule {rule.GetType().Name}."),
    };

    private static RulePath? Latest(IReadOnlyList<CourseRule> rules, int count, IReadOnlyDictionary<string, CourseCompletion> latest)
    {
        var paths = rules.Select(rule => Of(rule, latest)).OfType<RulePath>().OrderByDescending(path => path.Since).Take(count).ToList();
        return paths.Count == count ? new RulePath(paths[^1].Since, [.. paths.SelectMany(path => path.Completions)]) : null;
    }
}
