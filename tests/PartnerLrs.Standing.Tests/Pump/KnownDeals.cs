using PartnerLrs.Performance.Contracts;

namespace PartnerLrs.Standing.Tests.Pump;

/// <summary>The deals' log in memory: only whose deals change, and no deals.</summary>
internal sealed class KnownDeals : IDealRecords
{
    private readonly List<DealChange> changes = [];

    public void Change(string partner) => changes.Add(new DealChange(changes.Count + 1, $"deal-{changes.Count}", 1, partner, null));

    public Task<IReadOnlyList<DealVersion>> OfPartnerAsync(string partnerId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DealVersion>>([]);

    public Task<IReadOnlyList<DealChange>> ChangesAsync(long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DealChange>>([.. changes.Skip((int)after).Take(limit)]);
}
