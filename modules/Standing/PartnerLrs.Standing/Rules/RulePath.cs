using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>Completions that together satisfy a course rule.</summary>
/// <param name="Since">The earliest of them (UTC): the whole path was walked from here on.</param>
/// <param name="Completions">The completions.</param>
internal sealed record RulePath(DateTime Since, IReadOnlyList<CourseCompletion> Completions)
{
    /// <summary>
    /// Of all paths that end at an instant, the one that began latest: of one course its latest completion, of all rules the
    /// earliest of theirs, of any the latest, of at least n the n-th latest, but so that a completion at the instant itself
    /// is on it. Without that, the first half of one alternative would prolong what another alternative earned. More
    /// completions never make the path begin earlier. Where two began at once, the first in the rule is taken.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="latest">The latest completion of each course up to the instant.</param>
    /// <param name="instant">The instant (UTC).</param>
    /// <returns>The path, or null where there is none.</returns>
    public static RulePath? EndingAt(CourseRule rule, IReadOnlyDictionary<string, CourseCompletion> latest, DateTime instant) =>
        Search(rule, latest, instant).Ending;

    private static (RulePath? Best, RulePath? Ending) Search(
        CourseRule rule, IReadOnlyDictionary<string, CourseCompletion> latest, DateTime instant) => rule switch
        {
            OneCourse one => latest.TryGetValue(one.Course, out var completion) ? Single(completion, instant) : default,
            AllOf all => Combine([.. all.Rules.Select(inner => Search(inner, latest, instant))], all.Rules.Count),
            AnyOf any => Combine([.. any.Rules.Select(inner => Search(inner, latest, instant))], 1),
            AtLeast some => Combine([.. some.Of.Select(inner => Search(inner, latest, instant))], some.Count),
            _ => throw new InvalidOperationException($"Unknown rule {rule.GetType().Name}."),
        };

    private static (RulePath? Best, RulePath? Ending) Single(CourseCompletion completion, DateTime instant)
    {
        var path = new RulePath(completion.EffectiveAt, [completion]);
        return (path, completion.EffectiveAt == instant ? path : null);
    }

    private static (RulePath? Best, RulePath? Ending) Combine((RulePath? Best, RulePath? Ending)[] parts, int count)
    {
        var ending = parts
            .Select((part, place) => part.Ending is { } path ? Fill(path, parts.Where((_, other) => other != place)) : null)
            .OfType<RulePath>()
            .MaxBy(path => path.Since);
        return (Latest(parts.Select(part => part.Best), count), ending);

        RulePath? Fill(RulePath path, IEnumerable<(RulePath? Best, RulePath? Ending)> others) =>
            count == 1 ? path
            : Latest(others.Select(part => part.Best), count - 1) is { } rest ? Merge([path, rest])
            : null;
    }

    private static RulePath? Latest(IEnumerable<RulePath?> paths, int count)
    {
        var latest = paths.OfType<RulePath>().OrderByDescending(path => path.Since).Take(count).ToList();
        return latest.Count == count ? Merge(latest) : null;
    }

    private static RulePath Merge(List<RulePath> paths) =>
        new(paths.Min(path => path.Since), [.. paths.SelectMany(path => path.Completions).Distinct()]);
}
