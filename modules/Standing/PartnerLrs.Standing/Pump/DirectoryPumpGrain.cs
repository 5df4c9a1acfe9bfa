using System.Collections.Concurrent;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.SetAside;

namespace PartnerLrs.Standing.Pump;

/// <inheritdoc cref="IDirectoryPumpGrain" />
/// <remarks>Each call is a short one: a page of each log, and a part of the way through everybody when the policy has changed.</remarks>
[GrainType(GrainNames.DirectoryPump)]
internal sealed class DirectoryPumpGrain(
    [PersistentState("directory-pump", SiloSetup.Storage)] IPersistentState<DirectoryPumpState> watermark,
    IPartnerDirectory directory,
    IDealRecords deals,
    IProgramCatalog catalog,
    SetAsideStore aside,
    Database database,
    TimeProvider clock) : Grain, IDirectoryPumpGrain
{
    private const int LargestPage = 1_000;

    private readonly Pace judging = new(LargestPage);
    private readonly Pace changes = new(LargestPage);
    private readonly Pace sales = new(LargestPage);

    public async Task<bool> CarryAsync()
    {
        // News first: who is new must not wait until everybody else has been judged again.
        var more = await CarryPageAsync(changes, CarryChangesAsync);
        more |= await CarryPageAsync(sales, CarryDealsAsync);
        return more | await CarryPageAsync(judging, CarryPolicyAsync);
    }

    /// <summary>Carries one page, and takes more or less the next time.</summary>
    private async Task<bool> CarryPageAsync(Pace pace, Func<int, Task<bool>> carry)
    {
        var since = clock.GetTimestamp();
        var more = await carry(pace.Size);
        if (more)
            pace.Took(clock.GetElapsedTime(since));
        return more;
    }

    private async Task<bool> CarryChangesAsync(int size)
    {
        var page = await directory.ChangesAsync(watermark.State.Seq, size, default);
        if (page.Count == 0)
            return false;
        var replayed = page.Where(change => change.Kind == DirectoryChangeKind.Person).Select(change => change.PersonId!).ToHashSet(StringComparer.Ordinal);
        var refreshed = page.Where(change => change.Kind == DirectoryChangeKind.Affiliation).Select(change => change.PersonId!).ToHashSet(StringComparer.Ordinal);
        refreshed.ExceptWith(replayed);
        // Partners first: the learners' announcements then meet partners that know who belongs to them.
        await EachAsync(SetAsideKind.Partner, page.Select(change => change.PartnerId).OfType<string>(), RefreshPartnerAsync);
        var credited = new ConcurrentBag<LateEvidence>();
        await EachAsync(SetAsideKind.Learner, replayed, id => ReplayLearnerAsync(id, credited));
        await EachAsync(SetAsideKind.Learner, refreshed, RefreshLearnerAsync);
        if (!credited.IsEmpty)
            await GrainFactory.GetGrain<IReconsiderationGrain>(0).NoticeAsync([.. credited]);
        watermark.State.Seq = page[^1].Seq;
        await watermark.WriteStateAsync();
        return page.Count == size;
    }

    private async Task<bool> CarryDealsAsync(int size)
    {
        var page = await deals.ChangesAsync(watermark.State.DealsSeq, size, default);
        if (page.Count == 0)
            return false;
        await EachAsync(SetAsideKind.Partner, page.SelectMany(change => new[] { change.PartnerId, change.FormerPartnerId }).OfType<string>(), RefreshPartnerAsync);
        watermark.State.DealsSeq = page[^1].Seq;
        await watermark.WriteStateAsync();
        return page.Count == size;
    }

    /// <summary>A version was published, one has come into force, or rows come to say more: everybody is judged again, from the first one when that happens on the way.</summary>
    private async Task<bool> CarryPolicyAsync(int size)
    {
        var published = (await catalog.AllAsync(default)).Count;
        var inForce = (await catalog.InForceAsync(clock.UtcNow(), default))?.Number ?? 0;
        if (published == watermark.State.Published && inForce == watermark.State.InForce && watermark.State.AwardRows == AwardRows.Shape)
            return false;
        var at = watermark.State.Judging is { } begun && begun.Published == published && begun.InForce == inForce && begun.AwardRows == AwardRows.Shape
            ? begun
            : new Judging(inForce, published, AwardRows.Shape, false, null);
        var ids = at.Partners ? await directory.PartnerIdsAsync(at.After, size, default) : await directory.PersonIdsAsync(at.After, size, default);
        if (at.Partners)
            await EachAsync(SetAsideKind.Partner, ids, RefreshPartnerAsync);
        else
            await EachAsync(SetAsideKind.Learner, ids, RefreshLearnerAsync);
        if (ids.Count == size)
            at = at with { After = ids[^1] };
        else if (!at.Partners)
            at = at with { Partners = true, After = null };
        else
            (at, watermark.State.Published, watermark.State.InForce, watermark.State.AwardRows) = (null, published, inForce, AwardRows.Shape);
        watermark.State.Judging = at;
        await watermark.WriteStateAsync();
        return at is not null;
    }

    /// <summary>Earlier work has become the person's, or is no longer: that is known from now on.</summary>
    private async Task ReplayLearnerAsync(string id, ConcurrentBag<LateEvidence> credited)
    {
        var changed = await GrainFactory.GetGrain<ILearnerGrain>(id).ReplayAsync();
        var now = clock.UtcNow();
        foreach (var evidence in changed)
            credited.Add(new LateEvidence(id, evidence.StatementId, evidence.EffectiveAt, now));
    }

    private Task RefreshLearnerAsync(string id) => GrainFactory.GetGrain<ILearnerGrain>(id).RefreshAsync();

    private Task RefreshPartnerAsync(string id) => GrainFactory.GetGrain<IPartnerGrain>(id).RefreshAsync();

    /// <summary>Acts for each. One that fails whenever it is tried is set aside, and the others go on.</summary>
    private async Task EachAsync(SetAsideKind kind, IEnumerable<string> ids, Func<string, Task> act)
    {
        var each = ids.ToHashSet(StringComparer.Ordinal);
        var failed = (await Attempts.EachAsync(each, Concurrency.Of(database), act, clock)).ToDictionary(failure => failure.Item, failure => failure.Error, StringComparer.Ordinal);
        foreach (var id in each)
        {
            if (failed.TryGetValue(id, out var error))
                await aside.AddAsync(kind, id, Trouble.Describe(error), default);
            else
                await aside.SettleAsync(kind, id, default);
        }
    }
}
