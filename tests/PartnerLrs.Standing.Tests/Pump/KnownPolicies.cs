using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Tests.Pump;

/// <summary>Published versions in memory.</summary>
internal sealed class KnownPolicies : IProgramCatalog
{
    private volatile IReadOnlyList<PolicyVersion> versions = [];

    public void Publish(ProgramPolicy policy, DateTime effective) => versions = [.. versions, new PolicyVersion(versions.Count + 1, policy, effective, effective)];

    public ValueTask<PolicyVersion?> InForceAsync(DateTime asOf, CancellationToken cancellationToken) => new(versions.InForce(asOf));

    public ValueTask<IReadOnlyList<PolicyVersion>> AllAsync(CancellationToken cancellationToken) => new(versions);
}
