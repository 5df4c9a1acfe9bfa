using PartnerLrs.Kernel;
using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Partners.Tests;

/// <summary>One policy that has ruled since long, of which only the cool-down matters here.</summary>
internal sealed class FixedCatalog : IProgramCatalog
{
    public CalendarPeriod? CoolDown { get; set; }

    private PolicyVersion Version => new(
        1, new ProgramPolicy { Program = "test", Name = "Test", Affiliations = new AffiliationPolicy { CoolDown = CoolDown } }, DateTime.UnixEpoch, DateTime.UnixEpoch);

    public ValueTask<PolicyVersion?> InForceAsync(DateTime asOf, CancellationToken cancellationToken) => ValueTask.FromResult<PolicyVersion?>(Version);

    public ValueTask<IReadOnlyList<PolicyVersion>> AllAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<PolicyVersion>>([Version]);
}
