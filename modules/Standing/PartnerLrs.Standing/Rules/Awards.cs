using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// When a person holds a certification (rules 1, 8, 9, 10). The outcome is a function of the set of completions, and it is
/// monotone: another completion never takes a held instant away.
/// <para>
/// An attainment at t holds the certification until t + validity. When it falls into the renewal window before an expiry E
/// that an earlier attainment reached, and its whole path was walked after that earlier attainment, it also holds the
/// certification until E + validity. Both are kept, because which of them serves better can depend on what comes later: the
/// earlier expiry's window may be open when the later one's is not yet. What is held is all that any such chain of
/// attainments holds.
/// </para>
/// <para>
/// Each attainment is of a generation, see <see cref="ReleaseTrack"/>, and holds no longer than that: until the window after the next
/// release has passed. The delta of that release, passed while it is held, takes it to the next generation with its expiry unchanged;
/// a renewal is of its own generation or that of what it renews, whichever is later.
/// </para>
/// </summary>
internal static class Awards
{
    /// <summary>The awards of all the policy's certifications, in the policy's order and then by when they were earned.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="completions">The person's completions under that policy.</param>
    public static IReadOnlyList<AwardPeriod> Of(string person, ProgramPolicy policy, IReadOnlyList<CourseCompletion> completions)
    {
        var index = PolicyIndex.Of(policy);
        var awards = policy.Certifications.ToDictionary(
            certification => certification.Id,
            certification => certification.Prerequisites.Count == 0 ? Of(person, certification, completions, index.TrackOf(certification)) : [],
            StringComparer.Ordinal);
        // Prerequisites can hang on one another through what supersedes or equals them, so round by round until nothing more follows.
        // Holding more never unearns anything: what one round finds the next finds again.
        var hanging = policy.Certifications.Where(certification => certification.Prerequisites.Count > 0).ToList();
        for (var changed = hanging.Count > 0; changed;)
        {
            changed = false;
            foreach (var certification in hanging)
            {
                var found = Of(person, certification, completions, index.TrackOf(certification), at => HoldsAll(certification.Prerequisites, awards, index, at));
                changed |= !Same(found, awards[certification.Id]);
                awards[certification.Id] = found;
            }
        }
        return [.. policy.Certifications.SelectMany(certification => awards[certification.Id])];
    }

    /// <summary>The awards of one certification that releases do not concern and that has no prerequisites.</summary>
    /// <inheritdoc cref="Of(string, Certification, IReadOnlyList{CourseCompletion}, ReleaseTrack, Func{DateTime, bool}?)"/>
    public static IReadOnlyList<AwardPeriod> Of(string person, Certification certification, IReadOnlyList<CourseCompletion> completions) =>
        Of(person, certification, completions, ReleaseTrack.None);

    /// <summary>The awards of one certification by when they were earned; they neither overlap nor touch.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="certification">The certification.</param>
    /// <param name="completions">The person's completions, of any courses.</param>
    /// <param name="track">The releases that matter to it.</param>
    /// <param name="mayAttain">Whether the prerequisites are held at an instant (UTC); null when there are none.</param>
    public static IReadOnlyList<AwardPeriod> Of(
        string person, Certification certification, IReadOnlyList<CourseCompletion> completions, ReleaseTrack track, Func<DateTime, bool>? mayAttain = null)
    {
        var awards = new List<AwardPeriod>();
        var held = new List<AwardStep>();
        var until = default(AwardEnd);
        foreach (var step in AwardSteps.Of(certification, completions, track, mayAttain))
        {
            if (held.Count > 0 && step.At > until.At)
            {
                awards.Add(Award(person, certification, held, until));
                held.Clear();
            }
            if (held.Count > 0 && step.End.At <= until.At)
                continue;
            held.Add(step);
            until = step.End;
        }
        if (held.Count > 0)
            awards.Add(Award(person, certification, held, until));
        return awards;
    }

    private static bool HoldsAll(IReadOnlyList<string> certifications, Dictionary<string, IReadOnlyList<AwardPeriod>> awards, PolicyIndex index, DateTime at) =>
        certifications.All(id => index.StandInsOf(id).Any(standIn => at < standIn.Until && awards[standIn.Certification].Any(award => award.Covers(at))));

    private static bool Same(IReadOnlyList<AwardPeriod> left, IReadOnlyList<AwardPeriod> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => pair.First.EarnedAt == pair.Second.EarnedAt && pair.First.ExpiresAt == pair.Second.ExpiresAt);

    private static AwardPeriod Award(string person, Certification certification, List<AwardStep> held, AwardEnd until) => new(
        AwardId.For(person, certification.Id, held[0].At),
        certification.Id,
        held[0].At,
        Instants.EndOrNull(until.At),
        held[0].Path.Completions.Max(completion => completion.KnownAt),
        [.. held.Select(step => step.At).Where(at => at > held[0].At).Distinct()],
        [.. held.SelectMany(step => InOrder(step.Path)).Select(completion => completion.StatementId).Distinct()])
    {
        EndedBy = until.Release,
        LastAttainedAt = held.FindLast(step => !step.IsDelta)!.At,
    };

    private static IEnumerable<CourseCompletion> InOrder(RulePath path) =>
        path.Completions.OrderBy(completion => completion.EffectiveAt).ThenBy(completion => completion.Course, StringComparer.Ordinal);
}
