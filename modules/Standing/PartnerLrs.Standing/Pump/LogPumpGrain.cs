using Orleans.Concurrency;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Pump;

/// <inheritdoc cref="ILogPumpGrain" />
[GrainType(GrainNames.LogPump)]
internal sealed class LogPumpGrain(
    [PersistentState("log-pump", SiloSetup.Storage)] IPersistentState<LogPumpState> watermark,
    IStatementLog log,
    IPartnerDirectory directory,
    RecognisedActivities recognised,
    Database database) : Grain, ILogPumpGrain
{
    private const int PageSize = 2_000;

    /// <summary>A watermark that only passed by statements that concern nobody is worth a write this seldom.</summary>
    private const long UnsavedAtMost = 20_000;

    private long saved;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        saved = watermark.State.Seq;
        return Task.CompletedTask;
    }

    public async Task<CarriedPage> CarryAsync()
    {
        // The bound first: all that it covers can be read by then, and is in the page unless the page is full.
        var head = await log.HeadAsync(default);
        var page = await log.TailAsync(watermark.State.Seq, PageSize, default);
        if (page.Count == 0)
            return new CarriedPage(head.ConsistentThrough, false, watermark.State.Seq);
        var carried = await CarryAsync(page);
        watermark.State.Seq = page[^1].Seq;
        if (carried || watermark.State.Seq - saved >= UnsavedAtMost)
        {
            await watermark.WriteStateAsync();
            saved = watermark.State.Seq;
        }

        // A full page may end in the middle of a group that was stored at one instant.
        return page.Count < PageSize ? new CarriedPage(head.ConsistentThrough, false, watermark.State.Seq) : new CarriedPage(page[^1].Stored.AddMicroseconds(-1), true, watermark.State.Seq);
    }

    private async Task<bool> CarryAsync(IReadOnlyList<LogEntry> page)
    {
        var known = await recognised.NowAsync(default);
        var concerned = page.Where(known.Concerns).ToList();
        // One that is not in the log yet brings its voiding along when it comes.
        var voided = (await known.VoidedAsync(log, page))
            .Select(found => (found.Target, Voiding: new Voiding(found.Target.Id, found.Target.VoidedAt ?? found.By.Stored))).ToList();
        var people = await directory.ResolveAsync([.. concerned.Concat(voided.Select(v => v.Target)).Select(entry => entry.Actor!.Value).Distinct()], default);
        var statements = await log.ReadAsync([.. concerned.Where(entry => people.ContainsKey(entry.Actor!.Value)).Select(entry => entry.Seq)], default);

        var evidence = statements.ToLookup(logged => people[logged.Entry.Actor!.Value], StringComparer.Ordinal);
        var voidings = voided.Where(v => people.ContainsKey(v.Target.Actor!.Value)).ToLookup(v => people[v.Target.Actor!.Value], v => v.Voiding, StringComparer.Ordinal);
        var learners = evidence.Select(group => group.Key).Union(voidings.Select(group => group.Key), StringComparer.Ordinal).ToList();
        foreach (var some in learners.Chunk(Concurrency.Of(database)))
        {
            await Task.WhenAll(some.Select(person => GrainFactory.GetGrain<ILearnerGrain>(person).TakeAsync(
                new Immutable<IReadOnlyList<Evidence>>([.. evidence[person].Select(EvidenceReading.Of)]),
                new Immutable<IReadOnlyList<Voiding>>([.. voidings[person], .. evidence[person].SelectMany(EvidenceReading.VoidingOf)]))));
        }

        return learners.Count > 0;
    }
}
