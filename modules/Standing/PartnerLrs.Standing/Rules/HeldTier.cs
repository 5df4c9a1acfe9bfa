using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// Rule 4: the tier that a partner has, as it goes through time. A promotion is immediate. A tier that is no longer reached, not even with
/// grace, is held until the first review that comes when it has been short for the remediation period. Each tier up to the one held
/// has its own remediation, so a partner that loses gold keeps silver if silver has only just become short: without that, having
/// had more could lead to less. Without a tier policy the tier is what is reached.
/// </summary>
internal sealed class HeldTier
{
    private readonly ProgramPolicy policy;

    /// <summary>Since when each tier up to the one held has been short; null while it is not.</summary>
    private readonly DateTime?[] shortSince;

    private HeldTier(ProgramPolicy policy, int rank, IReadOnlyDictionary<string, DateTime> shortSince)
    {
        this.policy = policy;
        Rank = rank;
        this.shortSince = [.. policy.Tiers.Select(tier => shortSince.TryGetValue(tier.Id, out var since) ? since : (DateTime?)null)];
    }

    /// <summary>The rank held; -1 for none.</summary>
    public int Rank { get; private set; }

    /// <summary>Since when (UTC) it has been short, even with grace; null when it is not.</summary>
    public DateTime? ShortSince => Rank < 0 ? null : shortSince[Rank];

    /// <summary>The review (UTC) at which it will be lost if nothing changes; null when it is not short.</summary>
    public DateTime? LostAt { get; private set; }

    /// <summary>Begins under a policy with what an earlier one left.</summary>
    /// <param name="policy">The policy in force from now on.</param>
    /// <param name="before">What was held until now; null for nothing.</param>
    public static HeldTier Under(ProgramPolicy policy, HeldTier? before) => new(
        policy,
        before is { Rank: >= 0 } ? policy.RankOf(before.policy.Tiers[before.Rank].Id) : -1,
        before is null
            ? new Dictionary<string, DateTime>()
            : before.policy.Tiers.Zip(before.shortSince).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First.Id, pair => pair.Second!.Value, StringComparer.Ordinal));

    /// <summary>People or deals have changed.</summary>
    public void Take(StandingState state)
    {
        if (policy.TierPolicy is null || state.Reached > Rank)
            Rank = state.Reached;
        for (var rank = 0; rank < shortSince.Length; rank++)
        {
            if (rank > Rank || rank <= state.Kept)
                shortSince[rank] = null;
            else
                shortSince[rank] ??= state.At;
        }
        Expect(state.At);
    }

    /// <summary>The review has come at which it is lost.</summary>
    public void Review()
    {
        if (LostAt is not { } review)
            return;
        while (Rank >= 0 && shortSince[Rank] is { } since && policy.TierPolicy!.Remediation.EndAfter(since) <= review)
            shortSince[Rank--] = null;
        // What is short as well, but not for long enough, has a later review.
        Expect(review.AddTicks(1));
    }

    private void Expect(DateTime from) => LostAt = policy.TierPolicy is { } tiers && ShortSince is { } since
        ? ReviewCalendar.FirstFrom(tiers, Later(tiers.Remediation.EndAfter(since), from))
        : null;

    private static DateTime Later(DateTime left, DateTime right) => left > right ? left : right;
}
