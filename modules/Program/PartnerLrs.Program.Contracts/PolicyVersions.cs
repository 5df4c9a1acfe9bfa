namespace PartnerLrs.Program.Contracts;

/// <summary>Questions to a list of published versions.</summary>
public static class PolicyVersions
{
    /// <summary>
    /// The version in force at an instant: the one with the greatest <see cref="PolicyVersion.EffectiveAt"/> at or before it,
    /// and of several such the one with the greatest number. Null when none was.
    /// </summary>
    /// <param name="versions">The versions, in any order.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static PolicyVersion? InForce(this IEnumerable<PolicyVersion> versions, DateTime asOf) =>
        versions.Where(version => version.EffectiveAt <= asOf)
            .OrderBy(version => version.EffectiveAt)
            .ThenBy(version => version.Number)
            .LastOrDefault();
}
