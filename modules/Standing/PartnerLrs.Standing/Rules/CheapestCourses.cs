using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// The courses that satisfy a rule in the least time, what is done already given. Every way through the rule is weighed as the set of
/// courses that it takes, so a course that serves two parts of the rule is taken once; ways beyond a bound are dropped, the longest first.
/// </summary>
internal static class CheapestCourses
{
    /// <summary>How many ways are kept at each part of a rule. Rules that people write have a handful.</summary>
    private const int MostWays = 64;

    /// <summary>The courses, in the order in which the rule names them; none when the rule is satisfied already.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="done">The ids of the courses that count as done.</param>
    public static IReadOnlyList<Course> For(CourseRule rule, ProgramPolicy policy, IReadOnlySet<string> done)
    {
        var courses = rule.Courses().Select(id => policy.FindCourse(id)!).ToList();
        var places = courses.Index().ToDictionary(item => item.Item.Id, item => item.Index, StringComparer.Ordinal);
        var best = Ways(rule)[0];
        return [.. courses.Where((_, place) => best.Takes.Contains(place))];

        List<Way> Ways(CourseRule part) => part switch
        {
            OneCourse one when done.Contains(one.Course) => [new Way([], 0)],
            OneCourse one => [new Way([places[one.Course]], courses[places[one.Course]].Minutes)],
            AllOf all => Choose(all.Rules, all.Rules.Count),
            AnyOf any => Keep(any.Rules.SelectMany(Ways)),
            AtLeast some => Choose(some.Of, some.Count),
            _ => throw new InvalidOperationException($"Unknown rule {part.GetType().Name}."),
        };

        // Part by part: the ways to have satisfied so many of the parts seen so far.
        List<Way> Choose(IReadOnlyList<CourseRule> parts, int count)
        {
            var ways = new List<Way>[count + 1];
            ways[0] = [new Way([], 0)];
            for (var i = 0; i < parts.Count; i++)
            {
                var own = Ways(parts[i]);
                // What could no longer come to the count is not pursued.
                for (var chosen = Math.Min(count, i + 1); chosen >= Math.Max(1, count - (parts.Count - 1 - i)); chosen--)
                {
                    if (ways[chosen - 1] is { } before)
                        ways[chosen] = Keep((ways[chosen] ?? []).Concat(before.SelectMany(_ => own, Join)));
                }
            }
            return ways[count];
        }

        Way Join(Way one, Way other)
        {
            SortedSet<int> takes = [.. one.Takes, .. other.Takes];
            return new Way(takes, takes.Sum(place => courses[place].Minutes));
        }
    }

    private static List<Way> Keep(IEnumerable<Way> ways) =>
    [
        .. ways.OrderBy(way => way.Minutes).ThenBy(way => way.Takes.Count)
            .DistinctBy(way => string.Join(',', way.Takes))
            .Take(MostWays),
    ];

    private sealed record Way(SortedSet<int> Takes, int Minutes);
}
