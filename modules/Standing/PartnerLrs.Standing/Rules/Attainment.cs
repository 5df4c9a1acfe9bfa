using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>An instant at which someone did the last of all that a certification asks.</summary>
/// <param name="At">The instant (UTC): that of a completion of one of its courses.</param>
/// <param name="Path">The completions that satisfied its rule.</param>
internal sealed record Attainment(DateTime At, RulePath Path)
{
    /// <summary>
    /// The attainments of a certification, in order: those completion instants t at which its rule is satisfied by a
    /// completion at t and others that all lie within one validity period, (t - validity, t]. The bound is counted back from t, not forward
    /// from the oldest completion, because adding months is not monotone at the end of a month (29 and 30 January meet in
    /// February) and a newer completion must never undo an attainment.
    /// </summary>
    /// <param name="certification">The certification.</param>
    /// <param name="completions">The person's completions, of any courses.</param>
    public static IReadOnlyList<Attainment> Of(Certification certification, IEnumerable<CourseCompletion> completions) =>
        [.. Of(certification.Requires, completions).Where(attainment => IsWithinValidity(attainment.Path, attainment.At, certification))];

    /// <summary>The attainments of a rule, in order: those completion instants at which it is satisfied by a completion then and any before.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="completions">The person's completions, of any courses.</param>
    public static IReadOnlyList<Attainment> Of(CourseRule rule, IEnumerable<CourseCompletion> completions)
    {
        var courses = rule.Courses();
        var instants = completions.Where(completion => courses.Contains(completion.Course))
            .OrderBy(completion => completion.KnownAt)
            .ThenBy(completion => completion.StatementId)
            .GroupBy(completion => completion.EffectiveAt)
            .OrderBy(instant => instant.Key);
        var latest = new Dictionary<string, CourseCompletion>(StringComparer.Ordinal);
        var attainments = new List<Attainment>();
        foreach (var instant in instants)
        {
            // Of the same act under several ids the one known first stands for it (rule 10).
            foreach (var completion in instant.DistinctBy(completion => completion.Course))
                latest[completion.Course] = completion;
            if (RulePath.EndingAt(rule, latest, instant.Key) is { } path)
                attainments.Add(new Attainment(instant.Key, path));
        }
        return attainments;
    }

    private static bool IsWithinValidity(RulePath path, DateTime at, Certification certification) =>
        certification.Validity is not { } validity || path.Since > validity.StartBefore(at);
}
