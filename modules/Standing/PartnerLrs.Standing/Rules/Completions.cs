using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// Which evidence completes a course (rules 8, 9, 10 and law 6). Evidence takes effect at its <c>timestamp</c>, future ones
/// included; what is backdated beyond the policy's limit waits for a review; void evidence counts for nothing; a failure counts for
/// nothing either, so it takes nothing away. What only nobody trusted stands behind, or what is too late, counts once a person has accepted it.
/// </summary>
internal static class Completions
{
    private const string Passed = "http://adlnet.gov/expapi/verbs/passed";
    private const string Completed = "http://adlnet.gov/expapi/verbs/completed";

    /// <summary>
    /// The completions that a ledger shows, by course, then by when they took effect, were known, and statement id. A completion of a
    /// course is one, too, of every course that names it as equivalent.
    /// </summary>
    /// <param name="ledger">The learner's facts.</param>
    /// <param name="policy">The policy whose courses they are held against.</param>
    /// <param name="knownAt">The instant (UTC) of knowledge: evidence and voidings known later are unseen. Null sees all.</param>
    public static IReadOnlyList<CourseCompletion> Of(EvidenceLedger ledger, ProgramPolicy policy, DateTime? knownAt = null)
    {
        var courses = PolicyIndex.Of(policy).Courses;
        return
        [
            .. from evidence in ledger.Evidence
               where knownAt is null || evidence.KnownAt <= knownAt
               where Judge(evidence, ledger, policy, knownAt) == EvidenceVerdict.Counts
               let taught = courses.Find(evidence.Activity)!.Value
               from course in courses.CountsAs(taught.Course.Id)
               select new CourseCompletion(course, evidence.EffectiveAt, CountsSince(evidence, ledger, policy, knownAt), evidence.StatementId, taught.Release)
               into completion
               orderby completion.Course, completion.EffectiveAt, completion.KnownAt, completion.StatementId
               select completion,
        ];
    }

    /// <summary>What becomes of a piece of evidence, the plainest reason first.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="ledger">The ledger that knows whether it is void.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="knownAt">The instant (UTC) of knowledge: voidings known later are unseen. Null sees all.</param>
    public static EvidenceVerdict Judge(Evidence evidence, EvidenceLedger ledger, ProgramPolicy policy, DateTime? knownAt = null) =>
        JudgeByItself(evidence, ledger, policy, knownAt) is var verdict && verdict.IsQuarantined() && ledger.AcceptedAt(evidence.StatementId, knownAt) is not null
            ? EvidenceVerdict.Counts
            : verdict;

    /// <summary>What becomes of a piece of evidence as long as nobody accepts it.</summary>
    /// <inheritdoc cref="Judge"/>
    public static EvidenceVerdict JudgeByItself(Evidence evidence, EvidenceLedger ledger, ProgramPolicy policy, DateTime? knownAt = null)
    {
        if (PolicyIndex.Of(policy).Courses.Find(evidence.Activity) is not { Course: var course })
            return EvidenceVerdict.Unmatched;
        if (ledger.IsVoid(evidence.StatementId, knownAt))
            return EvidenceVerdict.Void;
        if (!Shows(evidence, course.Completion))
            return EvidenceVerdict.ShowsNothing;
        if (Trust(evidence, course) is var trust && trust != EvidenceVerdict.Counts)
            return trust;
        return IsBackdated(evidence, policy.Evidence?.BackdatingLimit) ? EvidenceVerdict.Backdated : EvidenceVerdict.Counts;
    }

    /// <summary>Evidence that was accepted is known to count when that was said, not when it was stored.</summary>
    private static DateTime CountsSince(Evidence evidence, EvidenceLedger ledger, ProgramPolicy policy, DateTime? knownAt) =>
        ledger.AcceptedAt(evidence.StatementId, knownAt) is { } accepted && accepted > evidence.KnownAt && JudgeByItself(evidence, ledger, policy, knownAt).IsQuarantined()
            ? accepted
            : evidence.KnownAt;

    /// <summary>
    /// Law 6: a trusted signer is believed whoever delivered the statement; a trusted authority is, too, but a partner's own credential
    /// can attest for its people only where the course allows it.
    /// </summary>
    private static EvidenceVerdict Trust(Evidence evidence, Course course)
    {
        if (evidence.Signer is { } signer && course.TrustedSigners.Contains(signer))
            return EvidenceVerdict.Counts;
        if (!course.TrustedAuthorities.Contains(evidence.Authority))
            return EvidenceVerdict.Untrusted;
        return evidence.PartnerBound && course.PartnerAttestation != PartnerAttestation.Allowed ? EvidenceVerdict.PartnerAttested : EvidenceVerdict.Counts;
    }

    private static bool IsBackdated(Evidence evidence, CalendarPeriod? limit) =>
        limit is { } period && evidence.KnownAt > period.EndAfter(evidence.EffectiveAt);

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
