using Orleans.Concurrency;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.SetAside;

namespace PartnerLrs.Standing.Pump;

/// <inheritdoc cref="ILogPumpGrain" />
/// <remarks>
/// While the database is away it stands still and comes again. What fails whenever it is tried it sets aside and goes past, however deep in the log that stands:
/// everything behind it is somebody's certification.
/// </remarks>
[GrainType(GrainNames.LogPump)]
internal sealed class LogPumpGrain(
    [PersistentState("log-pump", SiloSetup.Storage)] IPersistentState<LogPumpState> watermark,
    IStatementLog log,
    IPartnerDirectory directory,
    RecognisedActivities recognised,
    SetAsideStore aside,
    Database database,
    TimeProvider clock) : Grain, ILogPumpGrain
{
    private const int LargestPage = 2_000;

    /// <summary>A watermark that only passed by statements that concern nobody is worth a write this seldom.</summary>
    private const long UnsavedAtMost = 20_000;

    private readonly Pace pace = new(LargestPage);
    private long saved;
    private DateTime reflects = DateTime.UnixEpoch;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        saved = watermark.State.Seq;
        return Task.CompletedTask;
    }

    public async Task<CarriedPage> CarryAsync()
    {
        var (since, size) = (clock.GetTimestamp(), pace.Size);
        // The bound first: all that it covers can be read by then, and is in the page unless the page is full.
        var head = await log.HeadAsync(default);
        IReadOnlyList<LogEntry> page;
        try
        {
            page = await log.TailAsync(watermark.State.Seq, size, default);
        }
        catch (Exception e) when (!Trouble.IsPassing(e))
        {
            // One of them cannot even be listed: one by one, until it is the next.
            (size, page) = (1, await ListAsync(watermark.State.Seq + 1) ?? []);
        }

        if (page.Count == 0 && head.Seq <= watermark.State.Seq)
            return new CarriedPage(reflects = head.ConsistentThrough, false, watermark.State.Seq);
        var carried = page.Count == 0 || await CarryAsync(page);
        // Places are gap-free: what could not be listed stands in the next one.
        watermark.State.Seq = page.Count == 0 ? watermark.State.Seq + 1 : page[^1].Seq;
        if (carried || watermark.State.Seq - saved >= UnsavedAtMost)
        {
            await watermark.WriteStateAsync();
            saved = watermark.State.Seq;
        }

        if (page.Count > 0 && page.Count < size)
            return new CarriedPage(reflects = head.ConsistentThrough, false, watermark.State.Seq);
        pace.Took(clock.GetElapsedTime(since));
        // A full page may end in the middle of a group that was stored at one instant.
        if (page.Count > 0)
            reflects = page[^1].Stored.AddMicroseconds(-1);
        return new CarriedPage(reflects, true, watermark.State.Seq);
    }

    public async Task CarryAgainAsync(long seq)
    {
        if (await ListAsync(seq) is not { } page)
            return;
        // Before, not after: when it fails again it is there again.
        await aside.SettleAsync(seq, default);
        if (page.Count > 0)
            await CarryAsync(page);
    }

    /// <summary>The first entry from a place on; null when the one there cannot be listed: it is set aside then.</summary>
    private async Task<IReadOnlyList<LogEntry>?> ListAsync(long seq)
    {
        try
        {
            return await log.TailAsync(seq - 1, 1, default);
        }
        catch (Exception e) when (!Trouble.IsPassing(e))
        {
            await aside.AddAsync(seq, Trouble.Describe(e), default);
            return null;
        }
    }

    private async Task<bool> CarryAsync(IReadOnlyList<LogEntry> page)
    {
        News news;
        try
        {
            news = await NewsAsync(page);
        }
        catch (Exception e) when (!Trouble.IsPassing(e))
        {
            if (page.Count == 1)
            {
                await aside.AddAsync(page[0], null, Trouble.Describe(e), default);
                return true;
            }

            var half = page.Count / 2;
            return await CarryAsync([.. page.Take(half)]) | await CarryAsync([.. page.Skip(half)]);
        }

        foreach (var (entry, person, reason) in news.Unreadable)
            await aside.AddAsync(entry, person, reason, default);
        var learners = news.Evidence.Select(group => group.Key).Union(news.Voidings.Select(group => group.Key), StringComparer.Ordinal).ToList();
        foreach (var (person, error) in await Attempts.EachAsync(learners, Concurrency.Of(database), person => TellAsync(person, news), clock))
            await aside.AddAsync(SetAsideKind.Learner, person, $"{Trouble.Describe(error)} (statements {string.Join(", ", news.Evidence[person].Select(logged => logged.Entry.Id))})", default);
        return learners.Count + news.Unreadable.Count > 0;
    }

    /// <summary>What a page tells of people whom the directory knows and activities that the programme knows.</summary>
    private async Task<News> NewsAsync(IReadOnlyList<LogEntry> page)
    {
        var known = await recognised.NowAsync(default);
        var concerned = page.Where(known.Concerns).ToList();
        // One that is not in the log yet brings its voiding along when it comes.
        var voided = (await known.VoidedAsync(log, page))
            .Select(found => (found.Target, Voiding: new Voiding(found.Target.Id, found.Target.VoidedAt ?? found.By.Stored))).ToList();
        var people = await directory.ResolveAsync([.. concerned.Concat(voided.Select(v => v.Target)).Select(entry => entry.Actor!.Value).Distinct()], default);
        var read = await log.ReadAsync([.. concerned.Where(entry => people.ContainsKey(entry.Actor!.Value)).Select(entry => entry.Seq)], default);
        return new News(
            read.Statements.ToLookup(logged => people[logged.Entry.Actor!.Value], StringComparer.Ordinal),
            voided.Where(v => people.ContainsKey(v.Target.Actor!.Value)).ToLookup(v => people[v.Target.Actor!.Value], v => v.Voiding, StringComparer.Ordinal),
            [.. read.Unreadable.Select(unreadable => (unreadable.Entry, people[unreadable.Entry.Actor!.Value], unreadable.Reason))]);
    }

    private async Task TellAsync(string person, News news)
    {
        var statements = news.Evidence[person].ToList();
        var undigested = await GrainFactory.GetGrain<ILearnerGrain>(person).TakeAsync(
            new Immutable<IReadOnlyList<Evidence>>([.. statements.Select(EvidenceReading.Of)]),
            new Immutable<IReadOnlyList<Voiding>>([.. news.Voidings[person], .. statements.SelectMany(EvidenceReading.VoidingOf)]));
        foreach (var failed in undigested)
            await aside.AddAsync(statements.Find(logged => logged.Entry.Id == failed.StatementId)!.Entry, person, failed.Reason, default);
    }

    private sealed record News(
        ILookup<string, LoggedStatement> Evidence, ILookup<string, Voiding> Voidings, IReadOnlyList<(LogEntry Entry, string PersonId, string Reason)> Unreadable);
}
