using PartnerLrs.Kernel;
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
/// </summary>
internal static class Awards
{
    /// <summary>The awards of all the policy's certifications, in the policy's order and then by when they were earned.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="completions">The person's completions under that policy.</param>
    public static IReadOnlyList<AwardPeriod> Of(string person, ProgramPolicy policy, IReadOnlyList<CourseCompletion> completions) =>
        [.. policy.Certifications.SelectMany(certification => Of(person, certification, completions))];

    /// <summary>The awards of one certification by when they were earned; they neither overlap nor touch.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="certification">The certification.</param>
    /// <param name="completions">The person's completions, of any courses.</param>
    public static IReadOnlyList<AwardPeriod> Of(string person, Certification certification, IReadOnlyList<CourseCompletion> completions)
    {
        var awards = new List<AwardPeriod>();
        var held = new List<Attainment>();
        var until = Instants.Beginning;
        foreach (var (attainment, end) in WithEnds(Attainment.Of(certification, completions), certification))
        {
            if (held.Count > 0 && attainment.At > until)
            {
                awards.Add(Award(person, certification, held, until));
                held.Clear();
            }
            if (held.Count > 0 && end <= until)
                continue;
            held.Add(attainment);
            until = end;
        }
        if (held.Count > 0)
            awards.Add(Award(person, certification, held, until));
        return awards;
    }

    /// <summary>Each attainment with the latest expiry that it reaches, fresh or as a renewal.</summary>
    private static IEnumerable<(Attainment Attainment, DateTime End)> WithEnds(IEnumerable<Attainment> attainments, Certification certification)
    {
        // Every expiry reached so far that still lies ahead, with the first attainment that reached it.
        var reached = new Dictionary<DateTime, DateTime>();
        foreach (var attainment in attainments)
        {
            if (certification.Validity is not { } validity)
            {
                yield return (attainment, Instants.Forever);
                continue;
            }
            var expiries = new List<DateTime> { validity.EndAfter(attainment.At) };
            foreach (var (expiry, reachedAt) in reached)
            {
                if (expiry <= attainment.At)
                    _ = reached.Remove(expiry);
                else if (attainment.Path.Since > reachedAt && IsInWindow(attainment.At, expiry, certification.RenewalWindow))
                    expiries.Add(validity.EndAfter(expiry));
            }
            foreach (var expiry in expiries)
                _ = reached.TryAdd(expiry, attainment.At);
            yield return (attainment, expiries.Max());
        }
    }

    private static bool IsInWindow(DateTime instant, DateTime expiry, CalendarPeriod? window) =>
        window is { } length && length.StartBefore(expiry) <= instant && instant < expiry;

    private static AwardPeriod Award(string person, Certification certification, List<Attainment> held, DateTime until) => new(
        AwardId.For(person, certification.Id, held[0].At),
        certification.Id,
        held[0].At,
        Instants.EndOrNull(until),
        held[0].Path.Completions.Max(completion => completion.KnownAt),
        [.. held.Skip(1).Select(attainment => attainment.At)],
        [.. held.SelectMany(attainment => InOrder(attainment.Path)).Select(completion => completion.StatementId).Distinct()]);

    private static IEnumerable<CourseCompletion> InOrder(RulePath path) =>
        path.Completions.OrderBy(completion => completion.EffectiveAt).ThenBy(completion => completion.Course, StringComparer.Ordinal);
}
