namespace PartnerLrs.Program.Contracts;

/// <summary>The published versions of the policy. Answers come from memory; a version published anywhere shows up soon after.</summary>
public interface IProgramCatalog
{
    /// <summary>
    /// The version in force at an instant: the one with the greatest <see cref="PolicyVersion.EffectiveAt"/> at or before it,
    /// and of several such the one with the greatest number. Null when none was.
    /// </summary>
    /// <param name="asOf">The instant (UTC).</param>
    /// <param name="cancellationToken">Ends the wait, not a load that others wait for too.</param>
    ValueTask<PolicyVersion?> InForceAsync(DateTime asOf, CancellationToken cancellationToken);

    /// <summary>Every published version, by number, those that take effect later included.</summary>
    /// <param name="cancellationToken">Ends the wait, not a load that others wait for too.</param>
    ValueTask<IReadOnlyList<PolicyVersion>> AllAsync(CancellationToken cancellationToken);
}
