using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Organisations;

namespace PartnerLrs.Standing.Pump;

/// <inheritdoc cref="IDirectoryPumpGrain" />
[GrainType(GrainNames.DirectoryPump)]
internal sealed class DirectoryPumpGrain(
    [PersistentState("directory-pump", SiloSetup.Storage)] IPersistentState<DirectoryPumpState> watermark,
    IPartnerDirectory directory,
    IDealRecords deals,
    IProgramCatalog catalog,
    Database database,
    TimeProvider clock) : Grain, IDirectoryPumpGrain
{
    private const int PageSize = 1_000;

    public async Task DrainAsync()
    {
        await CarryPolicyAsync();
        while (await directory.ChangesAsync(watermark.State.Seq, PageSize, default) is { Count: > 0 } page)
        {
            var replayed = page.Where(change => change.Kind == DirectoryChangeKind.Person).Select(change => change.PersonId!).ToHashSet(StringComparer.Ordinal);
            var refreshed = page.Where(change => change.Kind == DirectoryChangeKind.Affiliation).Select(change => change.PersonId!).ToHashSet(StringComparer.Ordinal);
            refreshed.ExceptWith(replayed);
            // Partners first: the learners' announcements then meet partners that know who belongs to them.
            await EachAsync(page.Where(change => change.PartnerId is not null).Select(change => change.PartnerId!).Distinct(StringComparer.Ordinal), RefreshPartnerAsync);
            await EachAsync(replayed, id => GrainFactory.GetGrain<ILearnerGrain>(id).ReplayAsync());
            await EachAsync(refreshed, RefreshLearnerAsync);
            watermark.State.Seq = page[^1].Seq;
            await watermark.WriteStateAsync();
        }

        while (await deals.ChangesAsync(watermark.State.DealsSeq, PageSize, default) is { Count: > 0 } page)
        {
            await EachAsync(page.SelectMany(change => new[] { change.PartnerId, change.FormerPartnerId }).OfType<string>().Distinct(StringComparer.Ordinal), RefreshPartnerAsync);
            watermark.State.DealsSeq = page[^1].Seq;
            await watermark.WriteStateAsync();
        }
    }

    /// <summary>A version was published, or one has come into force: everybody is judged again.</summary>
    private async Task CarryPolicyAsync()
    {
        var published = (await catalog.AllAsync(default)).Count;
        var inForce = (await catalog.InForceAsync(clock.UtcNow(), default))?.Number ?? 0;
        if (published == watermark.State.Published && inForce == watermark.State.InForce)
            return;
        for (string? after = null; await directory.PersonIdsAsync(after, PageSize, default) is { Count: > 0 } ids; after = ids[^1])
            await EachAsync(ids, RefreshLearnerAsync);
        for (string? after = null; await directory.PartnerIdsAsync(after, PageSize, default) is { Count: > 0 } ids; after = ids[^1])
            await EachAsync(ids, RefreshPartnerAsync);
        watermark.State.Published = published;
        watermark.State.InForce = inForce;
        await watermark.WriteStateAsync();
    }

    private Task RefreshLearnerAsync(string id) => GrainFactory.GetGrain<ILearnerGrain>(id).RefreshAsync();

    private Task RefreshPartnerAsync(string id) => GrainFactory.GetGrain<IPartnerGrain>(id).RefreshAsync();

    private async Task EachAsync(IEnumerable<string> ids, Func<string, Task> act)
    {
        foreach (var some in ids.Chunk(Concurrency.Of(database)))
            await Task.WhenAll(some.Select(act));
    }
}
