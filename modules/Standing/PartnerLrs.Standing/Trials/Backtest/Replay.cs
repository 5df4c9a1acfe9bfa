using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Trials.Backtest;

/// <summary>
/// Answers again what a partner was asked within a window: by the policy of then, and by the draft as if it had been published to take effect at the window's
/// beginning. Tiers that were held by then are held on, as publishing would have it. Both with the same knowledge, so that nothing but the policy differs.
/// </summary>
internal sealed class Replay
{
    private readonly Supposition then;
    private readonly Supposition draft;
    private readonly Supposition always;
    private readonly DateTime began;

    /// <summary>Prepares it.</summary>
    /// <param name="memory">The partner.</param>
    /// <param name="published">The published versions.</param>
    /// <param name="policy">What the draft says.</param>
    /// <param name="from">The first instant of the window (UTC).</param>
    public Replay(PartnerMemory memory, IReadOnlyList<PolicyVersion> published, ProgramPolicy policy, DateTime from)
    {
        then = new Supposition(memory, published);
        began = published.Count == 0 ? Instants.Forever : published.Min(version => version.EffectiveAt);
        var since = Instants.Later(began, from);
        draft = new Supposition(memory, [.. published.Where(version => version.EffectiveAt < since), Ruling(since)]);
        // A tier that was held at the beginning of the programme is not held because of what was before it. Only who asks about the time before it needs this one.
        always = new Supposition(memory, [Ruling(DateTime.UnixEpoch)]);

        PolicyVersion Ruling(DateTime effective) => new(published.Count + 1, policy, effective, Instants.Beginning);
    }

    /// <summary>A recorded decision, answered again.</summary>
    /// <param name="allowed">What was decided.</param>
    /// <param name="policyVersion">The version that ruled.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="times">The instants in its answer.</param>
    /// <returns>
    /// The answer of the policy of then, and the draft's (null where it has no such gate). Null when the policy of then gives another answer than was recorded:
    /// facts of which no versions are kept have changed since.
    /// </returns>
    public (Verdict Before, Verdict? After)? Decision(bool allowed, int policyVersion, GateQuestion question, DecisionTimes times)
    {
        foreach (var knowledge in KnowledgeOf(question, times))
        {
            if (then.Judge(question, times.AsOf, knowledge, times) is { } before && before.Allowed == allowed && before.PolicyVersion == policyVersion)
                return (before, draft.Judge(question, times.AsOf, knowledge, times));
        }

        return null;
    }

    /// <summary>A deal as of its submission, with what is known now.</summary>
    /// <returns>The answer of the policy of then (null where none with that gate was in force), and the draft's (null where it has no such gate).</returns>
    public (Verdict? Before, Verdict? After) Deal(GateQuestion question, DateTime submittedAt) => (
        then.Judge(question, submittedAt, Knowledge.All),
        (submittedAt < began ? always : draft).Judge(question, submittedAt, Knowledge.All));

    /// <summary>
    /// What was known: all up to the instant of knowledge, less evidence that was still on its way. That the latter is in the answer for certain is known up to
    /// <see cref="DecisionTimes.ReflectsThrough"/> only.
    /// </summary>
    private static IEnumerable<Knowledge> KnowledgeOf(GateQuestion question, DecisionTimes times)
    {
        var known = question.KnownAt ?? times.KnownAt;
        yield return Knowledge.At(known);
        if (times.ReflectsThrough is { } reflects && reflects < known)
            yield return new Knowledge(reflects, known);
    }
}
