using Microsoft.Extensions.Logging;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform.Clustering;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Organisations;
using PartnerLrs.Standing.Review;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.SetAside;

namespace PartnerLrs.Standing.Decisions;

/// <inheritdoc cref="IReconsiderationGrain" />
/// <remarks>
/// It follows the pumps, in short steps. What it finds is compared with what it found before, so what is looked at twice, after a crash between
/// the rows and the watermark, adds nothing.
/// </remarks>
[GrainType(GrainNames.Reconsideration)]
internal sealed partial class ReconsiderationGrain(
    [PersistentState("reconsideration", SiloSetup.Storage)] IPersistentState<ReconsiderationState> watermark,
    IStatementLog log,
    IPartnerDirectory directory,
    LateFacts late,
    RulingStore rulings,
    DecisionLog decisions,
    ReconsiderationLog reconsiderations,
    TimeProvider clock,
    ILogger<ReconsiderationGrain> logger) : Grain, IReconsiderationGrain
{
    private const int PageSize = 1_000;

    /// <summary>How many of a partner's decisions are looked at in one step.</summary>
    private const int DecisionsAtOnce = 500;

    /// <summary>How many questions a partner's grain is asked at once: other callers come in between.</summary>
    private const int QuestionsAtOnce = 50;

    private const int StatementsNamed = 100;

    /// <summary>A watermark that only passed by statements that altered nothing is worth a write this seldom.</summary>
    private const long UnsavedAtMost = 20_000;

    /// <summary>A decision that was made just before the evidence came may still be on its way to the disk.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private long saved;
    private int pageSize = PageSize;

    private ReconsiderationState State => watermark.State;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        saved = State.Seq;
        return Task.CompletedTask;
    }

    public async Task<bool> AdvanceAsync(long carried)
    {
        if (State.Unfinished.Count > 0)
        {
            await ContinueAsync();
            return true;
        }

        // The log first: what was accepted stands in it.
        return await AdvanceLogAsync(carried) || await AdvanceRulingsAsync() || State.Unfinished.Count > 0;
    }

    public async Task NoticeAsync(IReadOnlyList<LateEvidence> facts)
    {
        if (await BeginAsync(facts, facts.Max(fact => fact.KnownAt)))
            await SaveAsync();
    }

    private async Task<bool> AdvanceLogAsync(long carried)
    {
        if (State.Seq >= carried)
            return false;
        var settled = clock.UtcNow() - Settled;
        var last = State.Seq;
        var worked = false;
        try
        {
            var page = (await log.TailAsync(State.Seq, pageSize, default)).TakeWhile(entry => entry.Seq <= carried && entry.Stored <= settled).ToList();
            if (page.Count == 0)
                return false;
            // An installation whose gates nobody asks has nothing to look at, and need not read it.
            worked = await decisions.AnySinceAsync(DateTime.UnixEpoch, default) && await BeginAsync(await late.OfLogAsync(page), page[^1].Stored);
            last = page[^1].Seq;
            pageSize = Math.Min(2 * pageSize, PageSize);
        }
        catch (Exception e) when (!Trouble.IsPassing(e))
        {
            // One of them cannot be looked at: one by one, until it is the next, which is left out.
            if (pageSize == 1)
                LogPassedBy(e, ++last);
            pageSize = 1;
        }

        State.Seq = last;
        if (worked || State.Seq - saved >= UnsavedAtMost)
            await SaveAsync();
        return State.Seq < carried;
    }

    private async Task<bool> AdvanceRulingsAsync()
    {
        var settled = clock.UtcNow() - Settled;
        var page = (await rulings.AfterAsync(State.Ruling, PageSize, default)).TakeWhile(row => row.Ruling.At <= settled).ToList();
        if (page.Count == 0)
            return false;
        await BeginAsync(await late.OfRulingsAsync([.. page.Select(row => row.Ruling)]), page.Max(row => row.Ruling.At));
        State.Ruling = page[^1].Id;
        await SaveAsync();
        return true;
    }

    private async Task SaveAsync()
    {
        await watermark.WriteStateAsync();
        saved = State.Seq;
    }

    /// <summary>Finds whose decisions some facts may have altered, and puts them on the list.</summary>
    /// <returns>Whether there are any.</returns>
    private async Task<bool> BeginAsync(IReadOnlyList<LateEvidence> facts, DateTime knownAt)
    {
        // Most statements tell of what has just been done, and nobody has asked since.
        if (facts.Count == 0 || !await decisions.AnySinceAsync(facts.Min(fact => fact.EffectiveAt), default))
            return false;
        var ofPartner = new Dictionary<string, List<LateEvidence>>(StringComparer.Ordinal);
        foreach (var person in facts.GroupBy(fact => fact.PersonId, StringComparer.Ordinal))
        {
            var counting = (await directory.AffiliationsOfPersonAsync(person.Key, default)).Where(a => a.Counting).ToList();
            var partners = counting.Select(a => a.PartnerId).ToHashSet(StringComparer.Ordinal);
            // What a partner was told before it was merged stands under its own id.
            foreach (var partnerId in partners.ToList())
                partners.UnionWith((await directory.MergesAsync(partnerId, default)).Select(merge => merge.AbsorbedId));
            foreach (var partnerId in partners)
            {
                if (!ofPartner.TryGetValue(partnerId, out var here))
                    ofPartner[partnerId] = here = [];
                here.AddRange(person.Select(fact => fact with { CountsSince = counting.Min(a => a.KnownAt) }));
            }
        }

        State.KnownAt = Instants.Later(State.KnownAt, knownAt);
        foreach (var (partnerId, here) in ofPartner)
        {
            if (await decisions.AnySinceAsync(here.Min(fact => fact.MattersFrom), default))
                State.Unfinished.Add(new UnfinishedReconsideration(partnerId, here, State.KnownAt, null));
        }

        return State.Unfinished.Count > 0;
    }

    /// <summary>Looks at some more decisions of the partner that is the next.</summary>
    private async Task ContinueAsync()
    {
        var next = State.Unfinished[^1];
        var recorded = await decisions.OfPartnerSinceAsync(next.PartnerId, next.Late.Min(fact => fact.MattersFrom), next.Before, DecisionsAtOnce, default);
        await ReconsiderAsync(next, recorded);
        State.Unfinished.RemoveAt(State.Unfinished.Count - 1);
        if (recorded.Count == DecisionsAtOnce)
            State.Unfinished.Add(next with { Before = recorded[^1].Id });
        await SaveAsync();
    }

    private async Task ReconsiderAsync(UnfinishedReconsideration what, IReadOnlyList<RecordedDecision> recorded)
    {
        var affected = recorded.Select(decision => Read(decision, what.Late)).OfType<Affected>().ToList();
        if (affected.Count == 0)
            return;
        var last = await reconsiderations.LastOfPartnerAsync(what.PartnerId, affected.Min(item => item.Decision.Id)!, default);
        foreach (var some in affected.Chunk(QuestionsAtOnce))
        {
            var replies = await AskAsync(what, some);
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
                            what.PartnerId,
                            found.First.Decision.Allowed,
                            found.Answer.Decision,
                            found.First.Because,
                            what.KnownAt,
                            now,
                            GateJson.Write(found.Answer with { DecisionId = found.First.Decision.Id }))),
                ],
                default);
        }
    }

    /// <summary>A decision that lacked some of what came late; null for one that did not.</summary>
    private Affected? Read(RecordedDecision decision, IReadOnlyList<LateEvidence> late)
    {
        try
        {
            var times = DecisionTimes.Of(decision.Answer);
            var question = GateJson.ReadQuestion(decision.Question);
            // A question about the knowledge of another time has its answer for good.
            if (question.KnownAt is not null)
                return null;
            var because = late.Where(fact => fact.WasMissing(times)).Select(fact => fact.StatementId).Distinct().Take(StatementsNamed).ToList();
            return because.Count == 0 ? null : new Affected(decision, question with { AsOf = times.AsOf, KnownAt = times.KnownAt }, because);
        }
        catch (Exception e) when (!Trouble.IsPassing(e))
        {
            LogLeft(e, decision.Id);
            return null;
        }
    }

    /// <summary>The answers with the evidence of now; null for a decision that cannot be made again.</summary>
    private async Task<IReadOnlyList<GateReply?>> AskAsync(UnfinishedReconsideration what, Affected[] some)
    {
        var partner = GrainFactory.GetGrain<IPartnerGrain>(what.PartnerId);
        try
        {
            return await partner.ReconsiderAsync([.. some.Select(item => item.Question)], what.KnownAt);
        }
        catch (Exception e) when (!Trouble.IsPassing(e) && some.Length == 1)
        {
            LogLeft(e, some[0].Decision.Id);
            return [null];
        }
        catch (Exception e) when (!Trouble.IsPassing(e))
        {
            var replies = new List<GateReply?>();
            foreach (var one in some)
                replies.AddRange(await AskAsync(what, [one]));
            return replies;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The statement at {Seq} cannot be looked at for decisions that it would have altered, and is passed by")]
    private partial void LogPassedBy(Exception e, long seq);

    [LoggerMessage(Level = LogLevel.Error, Message = "The decision {Id} cannot be reconsidered, and is left as it is")]
    private partial void LogLeft(Exception e, string id);

    /// <summary>A decision that is asked again.</summary>
    /// <param name="Decision">The decision.</param>
    /// <param name="Question">What was asked, with the instants of then.</param>
    /// <param name="Because">The statements that came late.</param>
    private sealed record Affected(RecordedDecision Decision, GateQuestion Question, IReadOnlyList<Guid> Because);
}
