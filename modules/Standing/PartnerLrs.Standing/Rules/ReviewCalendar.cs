using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>When a policy's tiers are reviewed: at its anchor and every so often before and after it, always counted from the anchor.</summary>
internal static class ReviewCalendar
{
    /// <summary>The first review at or after an instant; <see cref="Instants.Forever"/> when there is none before the calendar ends.</summary>
    public static DateTime FirstFrom(TierPolicy policy, DateTime instant)
    {
        // Close to it by days on average, then review by review.
        var length = policy.Review.EndAfter(policy.Anchor) - policy.Anchor;
        var number = (long)((instant - policy.Anchor) / length) - 1;
        while (At(policy, number) is { } earlier && earlier >= instant)
            number--;
        while (At(policy, number) is { } review && review < instant)
            number++;
        return At(policy, number) ?? Instants.Forever;
    }

    /// <summary>A review by its number from the anchor; null outside the calendar.</summary>
    private static DateTime? At(TierPolicy policy, long number)
    {
        var (months, days) = (policy.Review.Months * number, policy.Review.Days * number);
        var year = policy.Anchor.Year + (months / 12) + (days / 365);
        return year is > 2 and < 9997 ? policy.Anchor.AddMonths((int)months).AddDays(days) : null;
    }
}
