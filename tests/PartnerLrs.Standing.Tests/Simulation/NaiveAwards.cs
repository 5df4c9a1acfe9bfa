using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Tests.Rules;

namespace PartnerLrs.Standing.Tests.Simulation;

/// <summary>An award as the naive evaluator has it.</summary>
/// <param name="Certification">The certification.</param>
/// <param name="From">When it was earned.</param>
/// <param name="Until">When it ends; the end of the calendar for never.</param>
/// <param name="Release">The release that ends it, when that is what ends it.</param>
internal sealed record NaiveAward(string Certification, DateTime From, DateTime Until, Release? Release)
{
    public bool Covers(DateTime at) => From <= at && at < Until;
}

/// <summary>
/// Rules 1, 8, 9 and 10 of the domain for one person, from the statements that are known, read literally: every way to earn and to renew is walked, and what is held
/// is all that any of them holds.
/// </summary>
internal sealed class NaiveAwards
{
    private readonly ProgramPolicy policy;
    private readonly IReadOnlySet<Guid> accepted;
    private readonly List<(string Course, DateTime At, string? Release)> done = [];
    private readonly Dictionary<string, IReadOnlyList<NaiveAward>> found = new(StringComparer.Ordinal);

    /// <param name="policy">The policy.</param>
    /// <param name="mine">The person's statements that are known.</param>
    /// <param name="voided">Ids of the statements that are known to be void.</param>
    /// <param name="accepted">Ids of the statements that a person is known to have accepted.</param>
    public NaiveAwards(ProgramPolicy policy, IEnumerable<RawStatement> mine, IReadOnlySet<Guid> voided, IReadOnlySet<Guid> accepted)
    {
        (this.policy, this.accepted) = (policy, accepted);
        foreach (var statement in mine)
        {
            foreach (var course in policy.Courses)
            {
                if (course.Activities.FirstOrDefault(activity => activity.Iri == statement.Activity) is { } activity && Counts(statement, course, voided))
                    Credit(course.Id, statement.Timestamp, activity.Release);
            }
        }

        // What is needed first may be held by way of what it is needed for: again and again, until nothing more is held.
        for (var before = -1L; Size() > before;)
        {
            before = Size();
            foreach (var certification in policy.Certifications)
                found[certification.Id] = Join(certification.Id, Spans(certification));
        }
    }

    public IReadOnlyList<NaiveAward> All => [.. policy.Certifications.SelectMany(Of)];

    /// <summary>Whether somebody who is asked for a certification holds it, or one that stands for it; grace lets what has ended count a while.</summary>
    public bool Holds(string certification, DateTime at, CalendarPeriod? grace = null) => Holds(certification, at, grace, DateTime.MaxValue, []);

    public IReadOnlyList<NaiveAward> Of(Certification certification) => found.GetValueOrDefault(certification.Id, []);

    // How much is held in all; it only grows.
    private long Size() => found.Values.SelectMany(awards => awards).Sum(award => (award.Until.Ticks - award.From.Ticks) / TimeSpan.TicksPerMinute) + found.Count;

    private bool Holds(string certification, DateTime at, CalendarPeriod? grace, DateTime until, string[] on)
    {
        if (on.Contains(certification))
            return false;
        string[] path = [.. on, certification];
        foreach (var award in Of(policy.FindCertification(certification)!))
        {
            var end = award.Until < until ? award.Until : until;
            if (award.From < end && award.From <= at && at < After(grace, end))
                return true;
        }

        return policy.Certifications.Any(other => other.Supersedes.Contains(certification) && Holds(other.Id, at, grace, until, path))
            || policy.FindCertification(certification)!.Equivalents.Any(other => Holds(other.Certification, at, grace, other.Until < until ? other.Until : until, path));
    }

    private static DateTime After(CalendarPeriod? period, DateTime at) => period is null || at.Year > 9000 ? at : period.Value.After(at);

    private bool Counts(RawStatement statement, Course course, IReadOnlySet<Guid> voided)
    {
        if (voided.Contains(statement.Id) || !course.Completion.Verbs.Contains(statement.Verb))
            return false;
        if (course.Completion.Success is { } success ? statement.Success != success : statement is { Verb: Given.Passed, Success: false } or { Verb: Given.Completed, Completion: false })
            return false;
        if (course.Completion.MinimumScaledScore is { } minimum && !(statement.Scaled >= minimum))
            return false;
        // What a person accepts counts whoever sent it, and however late.
        if (accepted.Contains(statement.Id))
            return true;
        var believed = course.TrustedAuthorities.Contains(statement.Authority) && (!statement.PartnerBound || course.PartnerAttestation != PartnerAttestation.Never);
        if (!believed && (statement.Signer is null || !course.TrustedSigners.Contains(statement.Signer)))
            return false;
        return policy.Evidence?.BackdatingLimit is not { } limit || limit.After(statement.Timestamp) >= statement.Stored;
    }

    private void Credit(string course, DateTime at, string? release)
    {
        done.Add((course, at, release));
        foreach (var other in policy.Courses.Where(other => other.Equivalents.Contains(course)))
            Credit(other.Id, at, release);
    }

    /// <summary>When one way through a rule is completed, and when its oldest course was.</summary>
    private static IEnumerable<(DateTime At, DateTime Since)> Walk(CourseRule rule, IReadOnlyList<(string Course, DateTime At, string? Release)> of)
    {
        foreach (var at in of.Select(one => one.At).Distinct())
        {
            var since = Ways(rule).Select(way =>
            {
                var latest = way.Select(course => of.Where(one => one.Course == course && one.At <= at).Select(one => (DateTime?)one.At).Max()).ToList();
                return latest.Contains(null) || !latest.Contains(at) ? null : latest.Min();
            }).Max();
            if (since is not null)
                yield return (at, since.Value);
        }
    }

    private static List<HashSet<string>> Ways(CourseRule rule) => rule switch
    {
        OneCourse one => [[one.Course]],
        AllOf all => Together(all.Rules, all.Rules.Count),
        AnyOf any => Together(any.Rules, 1),
        AtLeast some => Together(some.Of, some.Count),
        _ => throw new InvalidOperationException(),
    };

    private static List<HashSet<string>> Together(IReadOnlyList<CourseRule> rules, int count)
    {
        if (count == 0)
            return [[]];
        if (rules.Count < count)
            return [];
        var rest = rules.Skip(1).ToList();
        return [.. Together(rest, count), .. from way in Ways(rules[0]) from more in Together(rest, count - 1) select way.Union(more).ToHashSet()];
    }

    private IEnumerable<(DateTime From, DateTime Until, Release? Release)> Spans(Certification certification)
    {
        var releases = certification.ReleasePolicy is not { } rules ? [] : policy.Products.Single(product => product.Id == certification.Product).Releases
            .Where(release => release.Kind == ReleaseKind.Major || rules.On == ReleaseTrigger.Minor).OrderBy(release => release.GeneralAvailability).ToList();
        var earned = new List<(DateTime At, DateTime Since, int Knows)>();
        for (var knows = 0; knows <= releases.Count; knows++)
        {
            var about = done.Where(one => knows == 0 || About(one.Release, one.At) >= releases[knows - 1].GeneralAvailability).ToList();
            earned.AddRange(Walk(certification.Requires, about)
                .Where(walk => certification.Validity is not { } validity || walk.Since > validity.Before(walk.At))
                .Where(walk => certification.Prerequisites.All(needed => Holds(needed, walk.At)))
                .Select(walk => (walk.At, walk.Since, knows)));
        }

        var deltas = releases.SelectMany((release, knows) => certification.ReleasePolicy!.Deltas.Where(delta => delta.Release == release.Id).SelectMany(delta => Walk(delta.Requires, done)).Select(walk => (walk.At, walk.Since, Knows: knows))).ToList();
        var open = new Queue<(DateTime From, DateTime Attained, DateTime Expiry, int Knows)>(earned.Select(one => (one.At, one.At, After(certification.Validity, certification.Validity is null ? DateTime.MaxValue : one.At), one.Knows)));
        var seen = new HashSet<(DateTime, DateTime, DateTime, int)>();
        while (open.TryDequeue(out var state))
        {
            var next = state.Knows < releases.Count ? releases[state.Knows] : null;
            var limit = next is null ? DateTime.MaxValue : certification.ReleasePolicy!.Window.After(next.GeneralAvailability);
            var until = limit < state.Expiry ? limit : state.Expiry;
            if (until <= state.From || !seen.Add(state))
                continue;
            yield return (state.From, until, limit < state.Expiry ? next : null);
            // The delta of the next release, passed since and while it is held.
            foreach (var delta in deltas.Where(delta => delta.Knows == state.Knows && delta.Since >= state.Attained && delta.At < until))
                open.Enqueue((delta.At > state.From ? delta.At : state.From, state.Attained, state.Expiry, state.Knows + 1));
            // Renewing inside the window extends from the old expiry.
            if (certification is { RenewalWindow: { } window, Validity: { } validity })
            {
                foreach (var again in earned.Where(again => again.At >= state.From && again.Since > state.Attained && again.At >= window.Before(state.Expiry) && again.At < until))
                    open.Enqueue((again.At, again.At, validity.After(state.Expiry), Math.Max(again.Knows, state.Knows)));
            }
        }
    }

    private DateTime About(string? release, DateTime at) => policy.Products.SelectMany(product => product.Releases).FirstOrDefault(one => one.Id == release)?.GeneralAvailability ?? at;

    private static List<NaiveAward> Join(string certification, IEnumerable<(DateTime From, DateTime Until, Release? Release)> spans)
    {
        var awards = new List<NaiveAward>();
        foreach (var span in spans.OrderBy(span => span.From))
        {
            if (awards.Count == 0 || span.From > awards[^1].Until)
                awards.Add(new NaiveAward(certification, span.From, span.Until, span.Release));
            else if (span.Until > awards[^1].Until)
                awards[^1] = awards[^1] with { Until = span.Until, Release = span.Release };
        }

        return awards;
    }
}
