using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Rules over courses.</summary>
internal static class RuleChecks
{
    public static void Run(CourseRule rule, string pointer, ProgramPolicy policy, PolicyErrors errors)
    {
        switch (rule)
        {
            case OneCourse one:
                errors.Known("course", one.Course, policy.Courses.Select(known => known.Id), pointer);
                break;
            case AllOf all:
                Rules(all.Rules, $"{pointer}/all", policy, errors);
                break;
            case AnyOf any:
                Rules(any.Rules, $"{pointer}/any", policy, errors);
                break;
            case AtLeast some:
                if (some.Count > some.Of.Count)
                    errors.Add("at-least-too-many", $"Expected 1 to {some.Of.Count}, the number of rules given, found {some.Count}.", $"{pointer}/atLeast");
                Rules(some.Of, $"{pointer}/of", policy, errors);
                break;
        }
    }

    private static void Rules(IReadOnlyList<CourseRule> rules, string pointer, ProgramPolicy policy, PolicyErrors errors)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is OneCourse one && !named.Add(one.Course))
                errors.Add("course-listed-twice", $"The course \"{one.Course}\" is already listed here, and doing it counts once.", JsonPointer.Item(pointer, i));
            Run(rules[i], JsonPointer.Item(pointer, i), policy, errors);
        }
    }
}
