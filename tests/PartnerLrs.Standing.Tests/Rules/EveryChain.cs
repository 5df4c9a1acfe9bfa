using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>
/// The rules of awards taken literally and slowly: every chain of renewals that any subset of the attainments forms, each
/// with the span it holds. Shares nothing with the code it checks but the facts and calendar arithmetic.
/// </summary>
internal static class EveryChain
{
    public static List<Interval> Of(Certification certification, IReadOnlyList<CourseCompletion> completions)
    {
        var attainments = AttainmentsOf(certification.Requires, completions)
            .Where(attainment => certification.Validity is not { } validity || attainment.Since > validity.Before(attainment.At))
            .ToList();
        if (certification.Validity is not { } span)
            return [.. attainments.Select(attainment => new Interval(attainment.At, Instants.Forever))];
        var chains = new List<Interval>();
        for (var first = 0; first < attainments.Count; first++)
            Follow(attainments[first].At, first, span.After(attainments[first].At));
        return chains;

        void Follow(DateTime start, int last, DateTime expiry)
        {
            chains.Add(new Interval(start, expiry));
            if (certification.RenewalWindow is not { } window)
                return;
            for (var next = last + 1; next < attainments.Count; next++)
            {
                var (at, since) = attainments[next];
                if (since > attainments[last].At && at >= window.Before(expiry) && at < expiry)
                    Follow(start, next, span.After(expiry));
            }
        }
    }

    /// <summary>
    /// An attainment: all courses of one way through the rule, one of them at that instant. Its path began when the oldest
    /// of the courses' latest completions was; of all ways the one that began latest.
    /// </summary>
    public static IEnumerable<(DateTime At, DateTime Since)> AttainmentsOf(CourseRule rule, IReadOnlyList<CourseCompletion> completions)
    {
        var sets = Ways(rule);
        return completions.Select(completion => completion.EffectiveAt).Distinct().Order()
            .Select(at => (At: at, Since: sets.Select(set => Since(set, completions, at)).Max()))
            .Where(attainment => attainment.Since is not null)
            .Select(attainment => (attainment.At, attainment.Since!.Value));
    }

    private static DateTime? Since(IReadOnlyList<string> set, IReadOnlyList<CourseCompletion> completions, DateTime at)
    {
        var latest = set.Select(course => completions
            .Where(completion => completion.Course == course && completion.EffectiveAt <= at)
            .Max(completion => (DateTime?)completion.EffectiveAt)).ToList();
        return latest.Contains(null) || !latest.Contains(at) ? null : latest.Min();
    }

    // Every way through the rule, each as the courses it takes.
    private static List<string[]> Ways(CourseRule rule) => rule switch
    {
        OneCourse one => [[one.Course]],
        AllOf all => Product(all.Rules),
        AnyOf any => [.. any.Rules.SelectMany(Ways)],
        AtLeast some => [.. Enumerable.Range(0, 1 << some.Of.Count)
            .Where(bits => System.Numerics.BitOperations.PopCount((uint)bits) == some.Count)
            .SelectMany(bits => Product([.. some.Of.Where((_, place) => (bits & (1 << place)) != 0)]))],
        _ => throw new InvalidOperationException(),
    };

    private static List<string[]> Product(IReadOnlyList<CourseRule> rules) => rules
        .Select(Ways)
        .Aggregate(new List<string[]> { Array.Empty<string>() }, (ways, next) =>
            [.. ways.SelectMany(_ => next, (way, more) => way.Union(more).Order().ToArray()).DistinctBy(way => string.Concat(way))]);
}
