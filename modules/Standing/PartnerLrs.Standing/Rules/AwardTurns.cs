namespace PartnerLrs.Standing.Rules;

/// <summary>What besides its beginning and its end an award's state turns on. It follows from the award and the policy alone, so rows can keep it.</summary>
/// <param name="ExpiringFrom">When its renewal window opens (UTC); null when it never does.</param>
/// <param name="AtRiskFrom">When the release that ends it is out (UTC); null when no release ends it.</param>
/// <param name="SupersededBy">The certifications that supersede its own: while one of them is held, it is superseded.</param>
internal sealed record AwardTurns(DateTime? ExpiringFrom, DateTime? AtRiskFrom, IReadOnlyList<string> SupersededBy)
{
    /// <summary>The turns of an award.</summary>
    /// <param name="award">The award.</param>
    /// <param name="index">The policy by which it is one.</param>
    public static AwardTurns Of(AwardPeriod award, PolicyIndex index)
    {
        var policy = index.Policy;
        var opening = award.ExpiresAt is { } expiry && policy.FindCertification(award.Certification)?.RenewalWindow is { } window ? window.StartBefore(expiry) : (DateTime?)null;
        var available = award.EndedBy is { } ending
            ? policy.Products.SelectMany(product => product.Releases).Where(release => release.Id == ending).Select(release => (DateTime?)release.GeneralAvailability).FirstOrDefault()
            : null;
        return new AwardTurns(
            NotBefore(award.EarnedAt, opening),
            NotBefore(award.EarnedAt, available),
            [.. policy.Certifications.Where(certification => certification.Supersedes.Contains(award.Certification)).Select(certification => certification.Id)]);
    }

    private static DateTime? NotBefore(DateTime earned, DateTime? instant) => instant < earned ? earned : instant;
}
