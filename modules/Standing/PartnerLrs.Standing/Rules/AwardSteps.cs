using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>Follows the chains of attainments, renewals and deltas of one certification through time, see <see cref="Awards"/>.</summary>
internal sealed class AwardSteps
{
    private readonly Certification certification;
    private readonly ReleaseTrack track;

    /// <summary>What is held and until when: an expiry in a generation, with the first attainment that led to it.</summary>
    private readonly Dictionary<(DateTime Expiry, int Generation), DateTime> reached = [];
    private readonly List<(int Generation, RulePath Path)> deltas = [];

    private AwardSteps(Certification certification, ReleaseTrack track)
    {
        this.certification = certification;
        this.track = track;
    }

    /// <summary>All steps in order, each with the latest end that it reaches.</summary>
    public static IEnumerable<AwardStep> Of(
        Certification certification, IReadOnlyList<CourseCompletion> completions, ReleaseTrack track, Func<DateTime, bool>? mayAttain)
    {
        var steps = new AwardSteps(certification, track);
        return Events(certification, completions, track, mayAttain)
            .Select(happened => happened.IsDelta ? steps.Pass(happened) : steps.Attain(happened))
            .OfType<AwardStep>();
    }

    private static IEnumerable<Event> Events(
        Certification certification, IReadOnlyList<CourseCompletion> completions, ReleaseTrack track, Func<DateTime, bool>? mayAttain)
    {
        var events = new List<Event>();
        for (var generation = 0; generation < track.Generations; generation++)
        {
            // What knows a later release knows the earlier ones: a later generation's attainments are all among an earlier one's.
            var knowing = generation == 0 ? completions : [.. completions.Where(completion => track.GenerationOf(completion) >= generation)];
            foreach (var attainment in Attainment.Of(certification, knowing))
            {
                if (mayAttain is null || mayAttain(attainment.At))
                    events.Add(new Event(attainment.At, generation, attainment.Path, false));
            }
            if (track.DeltaAfter(generation) is { } delta)
                events.AddRange(Attainment.Of(delta, completions).Select(attainment => new Event(attainment.At, generation, attainment.Path, true)));
        }
        // Of what one instant does the furthest comes first; a delta needs what it is a delta to.
        return track.Generations == 1 ? events : events.OrderBy(happened => happened.At).ThenBy(happened => happened.IsDelta).ThenByDescending(happened => happened.Generation);
    }

    /// <summary>The certification's whole path was walked, with what is known in a generation.</summary>
    private AwardStep? Attain(Event happened)
    {
        var (at, generation, path, _) = happened;
        var ends = new List<(DateTime Expiry, int Generation)> { (certification.Validity is { } validity ? validity.EndAfter(at) : Instants.Forever, generation) };
        foreach (var (held, start) in reached)
        {
            if (EndOf(held).At <= at)
                _ = reached.Remove(held);
            else if (certification.Validity is { } length && path.Since > start && IsInWindow(at, held.Expiry, certification.RenewalWindow))
                ends.Add((length.EndAfter(held.Expiry), Math.Max(generation, held.Generation)));
        }
        return Reach(ends.Select(end => (end, at)), at, path, false);
    }

    /// <summary>A release's delta was passed: whoever holds the certification up to that release now knows it.</summary>
    private AwardStep? Pass(Event happened)
    {
        deltas.Add((happened.Generation, happened.Path));
        AwardStep? latest = null;
        for (var more = true; more;)
        {
            var advanced = reached
                .Where(held => EndOf(held.Key).At > happened.At)
                .Where(held => deltas.Exists(delta => delta.Generation == held.Key.Generation && delta.Path.Since >= held.Value))
                .Select(held => (held.Key with { Generation = held.Key.Generation + 1 }, held.Value))
                .Where(next => !reached.TryGetValue(next.Item1, out var start) || start > next.Value)
                .ToList();
            more = advanced.Count > 0;
            var step = Reach(advanced, happened.At, happened.Path, true);
            latest = step is not null && (latest is null || step.End.At > latest.End.At) ? step : latest;
        }
        return latest;
    }

    private AwardStep? Reach(IEnumerable<((DateTime Expiry, int Generation) Held, DateTime Start)> ends, DateTime at, RulePath path, bool isDelta)
    {
        AwardEnd? latest = null;
        foreach (var (held, start) in ends)
        {
            var end = EndOf(held);
            if (end.At <= at)
                continue;
            if (!reached.TryGetValue(held, out var earlier) || start < earlier)
                reached[held] = start;
            if (latest is not { } known || end.At > known.At)
                latest = end;
        }
        return latest is { } until ? new AwardStep(at, until, path, isDelta) : null;
    }

    private AwardEnd EndOf((DateTime Expiry, int Generation) held)
    {
        var release = track.EndOf(held.Generation);
        return release < held.Expiry ? new AwardEnd(release, track.ReleaseAfter(held.Generation)!.Id) : new AwardEnd(held.Expiry, null);
    }

    private static bool IsInWindow(DateTime instant, DateTime expiry, CalendarPeriod? window) =>
        window is { } length && length.StartBefore(expiry) <= instant && instant < expiry;

    private sealed record Event(DateTime At, int Generation, RulePath Path, bool IsDelta);
}
