using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>
/// Rule 1 with releases taken literally and slowly: every chain of attainments, renewals and deltas, each with the span it holds. Shares
/// with the code it checks only the facts and calendar arithmetic.
/// </summary>
internal static class EveryReleaseChain
{
    public static List<Interval> Of(ProgramPolicy policy, Certification certification, IReadOnlyList<CourseCompletion> completions)
    {
        var rules = certification.ReleasePolicy!;
        var releases = policy.Products[0].Releases.OrderBy(release => release.GeneralAvailability).ToList();
        var attainments = new List<(DateTime At, DateTime Since, int Generation)>();
        for (var generation = 0; generation <= releases.Count; generation++)
        {
            var knowing = completions.Where(completion => generation == 0 || About(completion) >= releases[generation - 1].GeneralAvailability).ToList();
            attainments.AddRange(EveryChain.AttainmentsOf(certification.Requires, knowing)
                .Where(found => certification.Validity is not { } validity || found.Since > validity.Before(found.At))
                .Select(found => (found.At, found.Since, generation)));
        }
        var deltas = rules.Deltas
            .SelectMany(delta => EveryChain.AttainmentsOf(delta.Requires, completions), (delta, found) => (found.At, found.Since, Generation: releases.FindIndex(release => release.Id == delta.Release)))
            .ToList();
        var chains = new List<Interval>();
        var seen = new HashSet<(DateTime, DateTime, DateTime, int)>();
        foreach (var (at, _, generation) in attainments)
            Follow(at, at, Expiry(at), generation);
        return chains;

        DateTime About(CourseCompletion completion) =>
            releases.Find(release => release.Id == completion.Release)?.GeneralAvailability ?? completion.EffectiveAt;

        DateTime Expiry(DateTime from) => certification.Validity is { } validity ? validity.After(from) : Instants.Forever;

        DateTime End(DateTime expiry, int generation)
        {
            var release = generation < releases.Count ? rules.Window.After(releases[generation].GeneralAvailability) : Instants.Forever;
            return release < expiry ? release : expiry;
        }

        // Held from "reached" on by an attainment at "start".
        void Follow(DateTime reached, DateTime start, DateTime expiry, int generation)
        {
            var end = End(expiry, generation);
            if (end <= reached || !seen.Add((reached, start, expiry, generation)))
                return;
            chains.Add(new Interval(reached, end));
            foreach (var delta in deltas.Where(delta => delta.Generation == generation && delta.Since >= start && delta.At < end))
                Follow(delta.At > reached ? delta.At : reached, start, expiry, generation + 1);
            if (certification.RenewalWindow is not { } window || certification.Validity is null)
                return;
            foreach (var next in attainments.Where(next => next.At >= reached && next.Since > start && next.At < end && next.At >= window.Before(expiry)))
                Follow(next.At, next.At, certification.Validity.Value.After(expiry), Math.Max(generation, next.Generation));
        }
    }
}
