using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>Tiers that a partner has for a time whatever it has reached: by a floor of the policy, or by a merge until the next review (rule 7).</summary>
internal static class TierLifts
{
    /// <summary>The lifts within an era, each with the rank of its tier.</summary>
    /// <param name="policy">The policy in force.</param>
    /// <param name="facts">The partner's facts, merges listed.</param>
    /// <param name="era">The time for which the policy is in force.</param>
    /// <param name="heldBy">The id of the tier that a partner which was merged had at the instant of the merge, or null.</param>
    /// <param name="reviewAfter">The first review after an instant (UTC), whichever policy is in force then.</param>
    public static IReadOnlyList<(Interval For, int Rank)> Within(ProgramPolicy policy, PartnerFacts facts, Interval era, Func<MergeFacts, string?> heldBy, Func<DateTime, DateTime> reviewAfter)
    {
        if (policy.TierPolicy is not { } tierPolicy)
            return [];
        var floors = tierPolicy.Floors
            .Where(floor => floor.Partner == facts.PartnerId || facts.References.Contains(floor.Partner))
            .Select(floor => (For: new Interval(era.From, floor.Until), Rank: policy.RankOf(floor.Tier)));
        var merges = facts.Merges.Select(merge =>
        {
            var review = reviewAfter(merge.At);
            var end = merge.Until is { } undone && undone < review ? undone : review;
            return (For: new Interval(merge.At, end), Rank: end <= era.From || merge.At >= era.Until ? -1 : policy.RankOf(heldBy(merge)));
        });
        return [.. floors.Concat(merges).Where(lift => lift.Rank >= 0 && lift.For.From < lift.For.Until)];
    }
}
