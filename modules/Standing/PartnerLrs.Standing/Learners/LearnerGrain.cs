using Orleans.Concurrency;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Pump;
using PartnerLrs.Standing.Review;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.SetAside;

namespace PartnerLrs.Standing.Learners;

/// <inheritdoc cref="ILearnerGrain" />
[GrainType(GrainNames.Learner)]
internal sealed class LearnerGrain(
    [PersistentState("learner", SiloSetup.Storage)] IPersistentState<LearnerState> snapshot,
    IStatementLog log,
    IPartnerDirectory directory,
    RecognisedActivities recognised,
    IProgramCatalog catalog,
    Digestion digestion,
    SetAsideStore aside,
    AwardRows rows,
    ReviewRows reviews,
    RulingStore rulings,
    TimeProvider clock) : Grain, ILearnerGrain
{
    private bool announced;
    private IReadOnlyList<ReviewRow>? reviewed;

    private string PersonId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Without a snapshot that could be read, revisions go on from the rows that an earlier life wrote.
        if (snapshot.State.Revision == 0)
            snapshot.State.Revision = await rows.RevisionAsync(PersonId, cancellationToken);
        if (await IsOutdatedAsync())
            await RebuildAsync();
        else if (snapshot.State.Ledger.Merge(await RulingsAsync(snapshot.State.Ledger.Evidence)))
            // One that was written just before a crash.
            await SaveAsync();
        // Not from here: a partner that is being activated asks for facts and must not be asked back before it has them.
        this.RegisterGrainTimer(AnnounceAsync, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public async Task<IReadOnlyList<Undigested>> TakeAsync(Immutable<IReadOnlyList<Evidence>> evidence, Immutable<IReadOnlyList<Voiding>> voidings)
    {
        var undigested = await digestion.FindAsync(PersonId, snapshot.State.Ledger, evidence.Value, voidings.Value);
        if (snapshot.State.Ledger.Merge(evidence.Value.Where(fact => undigested.All(failed => failed.StatementId != fact.StatementId)), voidings.Value))
            await SaveAsync();
        await AnnounceAsync();
        return undigested;
    }

    public async Task RuleAsync(Ruling ruling)
    {
        if (snapshot.State.Ledger.Merge([ruling]))
        {
            await SaveAsync();
            // What counts now may be what a rule fails on.
            if (!await digestion.HoldsAsync(PersonId, snapshot.State.Ledger))
                await RebuildAsync();
        }

        await AnnounceAsync();
    }

    public async Task<IReadOnlyList<Evidence>> ReplayAsync()
    {
        var before = snapshot.State.Ledger.Evidence;
        await RebuildAsync();
        announced = false;
        await AnnounceAsync();
        var now = snapshot.State.Ledger.Evidence;
        return [.. now.ExceptBy(before.Select(fact => fact.StatementId), fact => fact.StatementId), .. before.ExceptBy(now.Select(fact => fact.StatementId), fact => fact.StatementId)];
    }

    public async Task RefreshAsync()
    {
        // What was set aside under the policy of before may be digested under this one.
        if (await IsOutdatedAsync() || await aside.ConcernsAsync(PersonId, default))
            await RebuildAsync();
        announced = false;
        await AnnounceAsync();
    }

    public Task<LearnerFacts> FactsAsync() => Task.FromResult(Facts());

    private LearnerFacts Facts() => new(PersonId, snapshot.State.Revision, snapshot.State.Ledger.Evidence, snapshot.State.Ledger.Voidings, snapshot.State.Ledger.Rulings);

    /// <summary>Whether the ledger was not built for the policies of now, or something in it fails under one of them.</summary>
    private async Task<bool> IsOutdatedAsync() =>
        snapshot.State.Recognised != (await recognised.NowAsync(default)).Digest || !await digestion.HoldsAsync(PersonId, snapshot.State.Ledger);

    private async Task RebuildAsync()
    {
        var activities = await recognised.NowAsync(default);
        var person = await directory.FindPersonAsync(PersonId, default);
        var history = person is null ? new LogReading([], []) : await log.HistoryAsync([.. person.Identifiers.Select(identifier => identifier.AgentKey)], activities.Keys, default);
        var ledger = await DigestAsync(history);
        var there = snapshot.State.Ledger;
        var same = ledger.Evidence.SequenceEqual(there.Evidence) && ledger.Voidings.SequenceEqual(there.Voidings) && ledger.Rulings.SequenceEqual(there.Rulings);
        if (same && snapshot.State.Recognised == activities.Digest)
            return;
        snapshot.State.Ledger = ledger;
        snapshot.State.Recognised = activities.Digest;
        await SaveAsync();
    }

    private async Task<IEnumerable<Ruling>> RulingsAsync(IEnumerable<Evidence> evidence) =>
        (await rulings.OfAsync([.. evidence.Select(fact => fact.StatementId)], default)).Select(ruling => ruling.ToFact());

    /// <summary>A ledger of all that can be digested; the rest is set aside, and what was and is not any more is no longer.</summary>
    private async Task<EvidenceLedger> DigestAsync(LogReading history)
    {
        var evidence = history.Statements.Select(EvidenceReading.Of).ToList();
        var voidings = history.Statements.SelectMany(EvidenceReading.VoidingOf).ToList();
        var ledger = new EvidenceLedger();
        ledger.Merge(await RulingsAsync(evidence));
        var undigested = (await digestion.FindAsync(PersonId, ledger, evidence, voidings)).ToDictionary(failed => failed.StatementId, failed => failed.Reason);
        var failed = history.Unreadable.Select(unreadable => (unreadable.Entry, unreadable.Reason))
            .Concat(history.Statements.Where(logged => undigested.ContainsKey(logged.Entry.Id)).Select(logged => (logged.Entry, Reason: undigested[logged.Entry.Id]))).ToList();
        foreach (var (entry, reason) in failed)
            await aside.AddAsync(entry, PersonId, reason, default);
        await aside.SettleOthersAsync(PersonId, [.. failed.Select(one => one.Entry.Seq)], default);
        ledger.Merge(evidence.Where(fact => !undigested.ContainsKey(fact.StatementId)), voidings);
        return ledger;
    }

    private async Task SaveAsync()
    {
        announced = false;
        // Never less than an earlier life had, whose snapshot may be gone: partners would take its facts for the newer ones.
        snapshot.State.Revision = Math.Max(snapshot.State.Revision + 1, Timestamps.ToUnixMicroseconds(clock.UtcNow()));
        try
        {
            await snapshot.WriteStateAsync();
        }
        catch
        {
            // Memory is now ahead of the store. The next activation reads what is stored, and the pump, which has not moved on, brings the rest again.
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>Writes the award rows and tells the partners, unless that has been done for this revision.</summary>
    private async Task AnnounceAsync()
    {
        if (announced)
            return;
        var facts = Facts();
        var person = await directory.FindPersonAsync(PersonId, default);
        var affiliations = await directory.AffiliationsOfPersonAsync(PersonId, default);
        var now = clock.UtcNow();
        var policy = (await catalog.InForceAsync(now, default))?.Policy;
        var counting = affiliations.Where(a => a.Counting).ToList();
        var partnerNow = counting.Find(a => a.From <= now && (a.To is null || now < a.To))?.PartnerId;
        await rows.WriteAsync(
            new LearnerRows(
                PersonId,
                person?.ExternalId ?? "",
                partnerNow,
                facts.Revision,
                policy is null ? [] : LearnerAwards.Of(PersonId, snapshot.State.Ledger, policy)),
            default);
        await WriteReviewsAsync(policy is null ? [] : ReviewRow.Of(PersonId, partnerNow, snapshot.State.Ledger, policy, now), facts.Revision);
        foreach (var partnerId in counting.Select(a => a.PartnerId).Distinct(StringComparer.Ordinal))
            await GrainFactory.GetGrain<IPartnerGrain>(partnerId).LearnerChangedAsync(facts);
        announced = facts.Revision == snapshot.State.Revision;
    }

    /// <summary>Most learners have nothing to review, and that does not change from one statement to the next.</summary>
    private async Task WriteReviewsAsync(IReadOnlyList<ReviewRow> wanted, long revision)
    {
        if (reviewed is not null && reviewed.SequenceEqual(wanted))
            return;
        await reviews.WriteAsync(PersonId, revision, wanted, default);
        reviewed = wanted;
    }
}
