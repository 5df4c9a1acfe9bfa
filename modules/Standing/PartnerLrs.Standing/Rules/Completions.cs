using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// Which evidence completes a course (rules 8, 9, 10 and law 6). Evidence takes effect at its <c>timestamp</c>, future ones
/// included; void evidence counts for nothing; a failure counts for nothing either, so it takes nothing away.
/// </summary>
internal static class Completions
{
    private const string Passed = "http://adlnet.gov/expapi/verbs/passed";
    private const string Completed = "http://adlnet.gov/expapi/verbs/completed";

    /// <summary>The completions that a ledger shows, by course, then by when they took effect, were known, and statement id.</summary>
    /// <param name="ledger">The learner's facts.</param>
    /// <param name="policy">The policy whose courses they are held against.</param>
    /// <param name="knownAt">The instant (UTC) of knowledge: evidence and voidings known later are unseen. Null sees all.</param>
    public static IReadOnlyList<CourseCompletion> Of(EvidenceLedger ledger, ProgramPolicy policy, DateTime? knownAt = null)
    {
        var courses = policy.Courses
            .SelectMany(course => course.Activities, (course, activity) => (course, activity))
            .ToDictionary(pair => pair.activity.Iri, pair => pair.course, StringComparer.Ordinal);
        return
        [
            .. from evidence in ledger.Evidence
               where knownAt is null || evidence.KnownAt <= knownAt
               where !ledger.IsVoid(evidence.StatementId, knownAt)
               let course = courses.GetValueOrDefault(evidence.Activity)
               where course is not null && IsTrusted(evidence, course) && Shows(evidence, course.Completion)
               select new CourseCompletion(course.Id, evidence.EffectiveAt, evidence.KnownAt, evidence.StatementId)
               into completion
               orderby completion.Course, completion.EffectiveAt, completion.KnownAt, completion.StatementId
               select completion,
        ];
    }

    /// <summary>Law 6: only a trusted authority is believed, and a partner's own credential cannot certify its people.</summary>
    private static bool IsTrusted(Evidence evidence, Course course) =>
        !evidence.PartnerBound && course.TrustedAuthorities.Contains(evidence.Authority);

    private static bool Shows(Evidence evidence, CompletionRule rule) =>
        rule.Verbs.Contains(evidence.Verb)
        && (rule.Success is null ? !ContradictsItself(evidence) : evidence.Success == rule.Success)
        && (rule.MinimumScaledScore is not { } minimum || evidence.ScoreScaled >= minimum);

    /// <summary>
    /// Where the rule does not look at success, a statement that denies its own verb is still no completion: <c>passed</c>
    /// with <c>success: false</c>, <c>completed</c> with <c>completion: false</c>. But <c>completed</c> with
    /// <c>success: false</c> is one: the rule that lists <c>completed</c> and says nothing of success asks for no success.
    /// </summary>
    private static bool ContradictsItself(Evidence evidence) =>
        evidence is { Verb: Passed, Success: false } or { Verb: Completed, Completion: false };
}
