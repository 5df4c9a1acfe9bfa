using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Tests.Rules;

/// <summary>
/// Rule 4 taken literally and slowly: hour by hour of interest, with everything counted anew at each. A tier is lost at a review when it
/// has not been reached, grace included, at any moment of the remediation period before it.
/// </summary>
internal static class SlowTier
{
    /// <summary>The tier at each of some instants, which must include all at which anything changes.</summary>
    public static Dictionary<DateTime, string?> At(ProgramPolicy policy, PartnerFacts facts, DateTime begin, IEnumerable<DateTime> instants)
    {
        var points = instants.Append(begin).Where(instant => instant >= begin).Distinct().Order().ToList();
        var tiers = policy.TierPolicy;
        var reviews = new HashSet<DateTime>();
        if (tiers is not null)
        {
            for (var review = tiers.Anchor; review <= points[^1]; review = tiers.Review.After(review))
                reviews.Add(review);
            points = [.. points.Concat(reviews.Where(review => review >= begin)).Distinct().Order()];
        }
        var seen = new List<(DateTime At, int Kept)>();
        var told = new Dictionary<DateTime, string?>();
        var held = -1;
        var since = new DateTime[policy.Tiers.Count];
        foreach (var point in points)
        {
            var reached = policy.RankOf(Tiers.Evaluate(policy, facts, point).Tier);
            var kept = policy.RankOf(Tiers.Evaluate(policy, facts, point, withGrace: true).Tier);
            seen.Add((point, kept));
            for (var rank = held + 1; rank <= reached; rank++)
                since[rank] = point;
            held = tiers is null ? reached : Math.Max(held, reached);
            while (tiers is not null && reviews.Contains(point) && held >= 0 && IsLost(held))
                held--;
            told[point] = held < 0 ? null : policy.Tiers[held].Id;

            // The first moment from which on it was never reached, since it was last gained.
            bool IsLost(int rank) => kept < rank
                && seen.AsEnumerable().Reverse().TakeWhile(item => item.Kept < rank && item.At >= since[rank]).Last().At is var first
                && tiers!.Remediation.After(first) <= point;
        }
        return told;
    }
}
