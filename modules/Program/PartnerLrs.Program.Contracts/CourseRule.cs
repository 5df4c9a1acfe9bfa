using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>
/// A rule over courses: one course, all of several rules, any of them, or at least so many of them. In JSON a course id,
/// <c>{"all": […]}</c>, <c>{"any": […]}</c> or <c>{"atLeast": n, "of": […]}</c>, nested at will.
/// </summary>
[JsonConverter(typeof(CourseRuleJsonConverter))]
public abstract record CourseRule
{
    private protected CourseRule()
    {
    }

    /// <summary>The ids of all courses named anywhere in the rule, each once, in the order in which they are first named.</summary>
    public IReadOnlyList<string> Courses() => Named().Distinct().ToList();

    private protected abstract IEnumerable<string> Named();

    private protected static IEnumerable<string> NamedIn(IEnumerable<CourseRule> rules) => rules.SelectMany(rule => rule.Named());
}
