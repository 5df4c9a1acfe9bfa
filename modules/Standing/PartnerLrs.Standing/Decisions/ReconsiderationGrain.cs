using Microsoft.Extensions.Logging;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Pump;

namespace PartnerLrs.Standing.Decisions;

/// <inheritdoc cref="IReconsiderationGrain" />
/// <remarks>
/// It follows the log pump. What it finds is compared with what it found before, so a page that is looked at twice, after a crash between
/// the rows and the watermark, adds nothing.
/// </remarks>
[GrainType(GrainNames.Reconsideration)]
internal sealed partial class ReconsiderationGrain(
    [PersistentState("reconsideration", SiloSetup.Storage)] IPersistentState<ReconsiderationState> watermark,
    IStatementLog log,
    IPartnerDirectory directory,
    RecognisedActivities recognised,
    DecisionLog decisions,
    ReconsiderationLog reconsiderations,
    TimeProvider clock,
    ILogger<ReconsiderationGrain> logger) : Grain, IReconsiderationGrain
{
    private const int PageSize = 1_000;

    /// <summary>Of a partner's decisions the newest so many are reconsidered for one page: work stays bounded whatever date a statement claims.</summary>
    private const int DecisionsAtMost = 500;

    /// <summary>How many questions a partner's grain is asked at once: other callers come in between.</summary>
    private const int QuestionsAtOnce = 50;

    private const int StatementsNamed = 100;

    /// <summary>A watermark that only passed by statements that altered nothing is worth a write this seldom.</summary>
    private const long UnsavedAtMost = 20_000;

    /// <summary>A decision that was made just before the evidence came may still be on its way to the disk.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private long saved;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        saved = watermark.State.Seq;
        return Task.CompletedTask;
    }

    public async Task<bool> AdvanceAsync(long carried)
    {
        if (watermark.State.Seq >= carried)
            return false;
        var settled = clock.UtcNow() - Settled;
        var page = (await log.TailAsync(watermark.State.Seq, PageSize, default)).TakeWhile(entry => entry.Seq <= carried && entry.Stored <= settled).ToList();
        if (page.Count == 0)
            return false;
        var worked = await ReconsiderAsync(page);
        watermark.State.Seq = page[^1].Seq;
        if (worked || watermark.State.Seq - saved >= UnsavedAtMost)
        {
            await watermark.WriteStateAsync();
            saved = watermark.State.Seq;
        }

        return watermark.State.Seq < carried;
    }

    private async Task<bool> ReconsiderAsync(IReadOnlyList<LogEntry> page)
    {
        // An installation whose gates nobody asks has nothing to look at.
        if (!await decisions.AnySinceAsync(DateTime.UnixEpoch, default))
            return false;
        var facts = await FactsAsync(page);
        // Most statements tell of what has just been done, and nobody has asked since.
        if (facts.Count == 0 || !await decisions.AnySinceAsync(facts.Min(fact => fact.EffectiveAt), default))
            return false;
        var ofPartner = new Dictionary<string, List<LateEvidence>>(StringComparer.Ordinal);
        foreach (var person in facts.GroupBy(fact => fact.PersonId, StringComparer.Ordinal))
        {
            var partners = (await directory.AffiliationsOfPersonAsync(person.Key, default)).Where(a => a.Counting).Select(a => a.PartnerId).ToHashSet(StringComparer.Ordinal);
            // What a partner was told before it was merged stands under its own id.
            foreach (var partnerId in partners.ToList())
                partners.UnionWith((await directory.MergesAsync(partnerId, default)).Select(merge => merge.AbsorbedId));
            foreach (var partnerId in partners)
            {
                if (!ofPartner.TryGetValue(partnerId, out var late))
                    ofPartner[partnerId] = late = [];
                late.AddRange(person);
            }
        }

        foreach (var (partnerId, late) in ofPartner)
            await ReconsiderAsync(partnerId, late, page[^1].Stored);
        return true;
    }

    private async Task ReconsiderAsync(string partnerId, List<LateEvidence> late, DateTime knownAt)
    {
        var since = late.Min(fact => fact.EffectiveAt);
        var recorded = await decisions.OfPartnerSinceAsync(partnerId, since, DecisionsAtMost, default);
        if (recorded.Count == DecisionsAtMost)
            LogCut(DecisionsAtMost, since);
        var affected = recorded
            .Select(decision => (Decision: decision, Times: DecisionTimes.Of(decision.Answer), Question: GateJson.ReadQuestion(decision.Question)))
            // A question about the knowledge of another time has its answer for good.
            .Where(item => item.Question.KnownAt is null)
            .Select(item => (item.Decision, item.Times, item.Question, Because: late.Where(fact => fact.WasMissing(item.Times)).Select(fact => fact.StatementId).Distinct().Take(StatementsNamed).ToList()))
            .Where(item => item.Because.Count > 0)
            .ToList();
        if (affected.Count == 0)
            return;
        var last = await reconsiderations.LastOfPartnerAsync(partnerId, affected.Min(item => item.Decision.Id)!, default);
        var partner = GrainFactory.GetGrain<IPartnerGrain>(partnerId);
        foreach (var some in affected.Chunk(QuestionsAtOnce))
        {
            var replies = await partner.ReconsiderAsync([.. some.Select(item => item.Question with { AsOf = item.Times.AsOf, KnownAt = item.Times.KnownAt })], knownAt);
            var now = clock.UtcNow();
            await reconsiderations.AddAsync(
                [
                    .. some.Zip(replies)
                        .Where(pair => pair.Second is not null)
                        .Select(pair => (pair.First, pair.Second!.Answer, Last: last.TryGetValue(pair.First.Decision.Id, out var there) ? there : (0, pair.First.Decision.Allowed)))
                        .Where(found => found.Answer.Decision != found.Last.Item2)
                        .Select(found => new Reconsideration(
                            found.First.Decision.Id,
                            found.Last.Item1 + 1,
                            partnerId,
                            found.First.Decision.Allowed,
                            found.Answer.Decision,
                            found.First.Because,
                            knownAt,
                            now,
                            GateJson.Write(found.Answer with { DecisionId = found.First.Decision.Id }))),
                ],
                default);
        }
    }

    /// <summary>What a page says of people whom the directory knows and activities that the programme knows.</summary>
    private async Task<IReadOnlyList<LateEvidence>> FactsAsync(IReadOnlyList<LogEntry> page)
    {
        var known = await recognised.NowAsync(default);
        var brought = page.Where(known.Concerns).Select(entry => (Target: entry, By: entry)).Concat(await known.VoidedAsync(log, page)).ToList();
        if (brought.Count == 0)
            return [];
        var people = await directory.ResolveAsync([.. brought.Select(pair => pair.Target.Actor!.Value).Distinct()], default);
        brought.RemoveAll(pair => !people.ContainsKey(pair.Target.Actor!.Value));
        var statements = (await log.ReadAsync([.. brought.Select(pair => pair.Target.Seq).Distinct()], default)).Statements.ToDictionary(logged => logged.Entry.Seq);
        return
        [
            // One that cannot be read back is no evidence.
            .. brought.Where(pair => statements.ContainsKey(pair.Target.Seq)).Select(pair => new LateEvidence(
                people[pair.Target.Actor!.Value], pair.By.Id, statements[pair.Target.Seq].Statement.Timestamp ?? pair.Target.Stored, pair.By.Stored)),
        ];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Evidence came that took effect at {Since}; of one partner only the newest {Count} decisions since then were reconsidered")]
    private partial void LogCut(int count, DateTime since);
}
