namespace PartnerLrs.Standing.Rules;

/// <summary>The state of an award at an instant. It is never stored. That an award was revoked, only its learner's ledger tells.</summary>
internal static class AwardStates
{
    /// <summary>It is held.</summary>
    public const string Active = "active";

    /// <summary>It is held, and its renewal window is open.</summary>
    public const string Expiring = "expiring";

    /// <summary>It is held, and a release that is out ends it unless its holder learns about that release.</summary>
    public const string AtRisk = "at-risk";

    /// <summary>It is no longer held.</summary>
    public const string Expired = "expired";

    /// <summary>It is held, and so is what supersedes it.</summary>
    public const string Superseded = "superseded";

    /// <summary>It is not held yet: its evidence takes effect later.</summary>
    public const string Upcoming = "upcoming";

    /// <summary>The state.</summary>
    /// <param name="award">The award.</param>
    /// <param name="awards">All awards of the same person.</param>
    /// <param name="index">The policy.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static string At(AwardPeriod award, IReadOnlyList<AwardPeriod> awards, PolicyIndex index, DateTime asOf)
    {
        if (asOf < award.EarnedAt)
            return Upcoming;
        if (award.ExpiresAt <= asOf)
            return Expired;
        var policy = index.Policy;
        if (awards.Any(other => other.Covers(asOf) && policy.FindCertification(other.Certification)?.Supersedes.Contains(award.Certification) == true))
            return Superseded;
        if (award.EndedBy is { } ending && policy.Products.SelectMany(product => product.Releases).Any(release => release.Id == ending && release.GeneralAvailability <= asOf))
            return AtRisk;
        return award.ExpiresAt is { } expiry && policy.FindCertification(award.Certification)?.RenewalWindow is { } window && window.StartBefore(expiry) <= asOf
            ? Expiring
            : Active;
    }
}
