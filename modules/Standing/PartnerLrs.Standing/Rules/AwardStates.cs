namespace PartnerLrs.Standing.Rules;

/// <summary>The state of an award at an instant. It is never stored (law 4); <c>StandingContext.AwardsAt</c> says the same in SQL.</summary>
internal static class AwardStates
{
    /// <summary>It is not held yet: its evidence takes effect later.</summary>
    public const string Pending = "pending";

    /// <summary>It is held.</summary>
    public const string Active = "active";

    /// <summary>It is held, and its renewal window is open.</summary>
    public const string Expiring = "expiring";

    /// <summary>It is held, and a release that is out ends it unless its holder learns about that release.</summary>
    public const string AtRisk = "at-risk";

    /// <summary>It is held, and so is what supersedes it.</summary>
    public const string Superseded = "superseded";

    /// <summary>It is no longer held.</summary>
    public const string Expired = "expired";

    /// <summary>It is known that it should never have been: its evidence was voided. Only its learner's ledger tells.</summary>
    public const string Revoked = "revoked";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Pending, Active, Expiring, AtRisk, Superseded, Expired, Revoked];

    /// <summary>The state of an award that is not revoked.</summary>
    /// <param name="award">The award.</param>
    /// <param name="awards">All awards of the same person that are not revoked.</param>
    /// <param name="index">The policy.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static string At(AwardPeriod award, IReadOnlyList<AwardPeriod> awards, PolicyIndex index, DateTime asOf)
    {
        if (asOf < award.EarnedAt)
            return Pending;
        if (award.ExpiresAt <= asOf)
            return Expired;
        var turns = AwardTurns.Of(award, index);
        if (awards.Any(other => other.Covers(asOf) && turns.SupersededBy.Contains(other.Certification)))
            return Superseded;
        if (turns.AtRiskFrom <= asOf)
            return AtRisk;
        return turns.ExpiringFrom <= asOf ? Expiring : Active;
    }
}
