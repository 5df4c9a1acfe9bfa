using PartnerLrs.Kernel;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Decisions;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Organisations;

namespace PartnerLrs.Standing.Trials.Backtest;

/// <summary>Goes from partner to partner and answers again what was asked and what was submitted within a window.</summary>
/// <param name="decisions">The recorded decisions.</param>
/// <param name="ids">Gives differences their ids.</param>
/// <param name="published">The published versions.</param>
/// <param name="policy">What the draft says.</param>
/// <param name="from">The first instant of the window (UTC).</param>
/// <param name="until">The first instant after it.</param>
/// <param name="dealGates">The gates against which deals are judged.</param>
internal sealed class BacktestWork(
    DecisionLog decisions, IdFactory ids, IReadOnlyList<PolicyVersion> published, ProgramPolicy policy, DateTime from, DateTime until, IReadOnlyList<string> dealGates) : ITrialWork
{
    /// <summary>The list of differences ends here: who changes this much reads figures, not lists.</summary>
    public const int MostDifferences = 20_000;

    /// <summary>How many decisions are answered again between two pauses.</summary>
    private const int Portion = 200;

    private readonly BacktestCounts decided = new();
    private readonly BacktestCounts submitted = new();
    private readonly BacktestAmounts deniedInAll = new();
    private readonly BacktestAmounts denied = new();
    private readonly BacktestAmounts allowed = new();
    private readonly SortedDictionary<string, BacktestGate> gates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> deniedBecause = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> allowedInSpiteOf = new(StringComparer.Ordinal);
    private int differences;
    private bool truncated;

    /// <summary>The gates of a policy that look at deals: at their size, at who registers them or at their product.</summary>
    public static IReadOnlyList<string> DealGatesOf(ProgramPolicy policy) =>
        [.. policy.Benefits.Select(benefit => benefit.Gate).OfType<Gate>().Where(gate => gate.Limits.Count > 0 || gate.Holder is not null || gate.Product is not null).Select(gate => gate.Id)];

    public async Task LookAsync(TrialPartner partner, TrialFindings findings, Func<Task> pause, CancellationToken cancellationToken)
    {
        var (record, memory, _) = partner;
        var replay = new Replay(memory, published, policy, from);
        var found = new PartnerBacktest
        {
            Partner = record.Id,
            ExternalId = record.ExternalId,
            Name = record.Name,
            Change = BacktestChange.Same,
            Decisions = new BacktestCounts(),
            Deals = new BacktestCounts(),
            DealsDenied = new BacktestAmounts(),
            DealsAllowed = new BacktestAmounts(),
        };
        // Ids tell milliseconds: the one in which the window ends is within it.
        var end = until.AddMilliseconds(1);
        for (var after = ""; await decisions.OfPartnerWithinAsync(record.Id, from, end, after, Portion, cancellationToken) is { Count: > 0 } page; after = page[^1].Id)
        {
            foreach (var decision in page)
                Look(decision, replay, found, findings);
            await pause();
        }

        foreach (var deal in memory.Deals.GroupBy(version => version.DealId, StringComparer.Ordinal).Select(deal => deal.MaxBy(version => version.Version)!))
        {
            if (from <= deal.SubmittedAt && deal.SubmittedAt < until && partner.GoesOnAs(deal.PartnerId, deal.SubmittedAt) == record.Id)
                Look(deal, replay, found, findings);
        }

        if (found.Decisions.Total + found.Deals.Total > 0)
        {
            var change = ChangeOf(found);
            findings.AddPartner(record.Id, change, found with { Change = change });
        }
    }

    public string Result() => TrialJson.Write(
        new BacktestResult
        {
            From = from,
            Until = until,
            Decisions = decided,
            Deals = submitted,
            DealGates = dealGates,
            DealsDeniedInAll = deniedInAll,
            DealsDenied = denied,
            DealsAllowed = allowed,
            Gates = [.. gates.Values],
            DeniedBecause = CodeCount.Of(deniedBecause),
            AllowedInSpiteOf = CodeCount.Of(allowedInSpiteOf),
            Differences = differences,
            Truncated = truncated,
        });

    private void Look(RecordedDecision decision, Replay replay, PartnerBacktest found, TrialFindings findings)
    {
        var (question, times) = (GateJson.ReadQuestion(decision.Question), DecisionTimes.Of(decision.Answer));
        BacktestCounts[] counts = [decided, found.Decisions, CountsOf(decision.Gate).Decisions];
        if (replay.Decision(decision.Allowed, decision.PolicyVersion, question, times) is not { } answers)
        {
            foreach (var count in counts)
                count.AddIncomparable();
            return;
        }

        var change = BacktestChange.Of(decision.Allowed, answers.After);
        foreach (var count in counts)
            count.Add(change, answers.Before, answers.After);
        if (change == BacktestChange.Same)
            return;
        Explain(change, answers.Before, answers.After);
        Add(findings, new BacktestDifference
        {
            Id = ids.NewId(),
            Source = BacktestDifference.OfDecision,
            SourceId = decision.Id,
            Partner = decision.PartnerId,
            Gate = decision.Gate,
            Change = change,
            AsOf = times.AsOf,
            KnownAt = times.KnownAt,
            Before = BacktestAnswer.Of(answers.Before, isDraft: false),
            After = answers.After is { } after ? BacktestAnswer.Of(after, isDraft: true) : null,
            Registrant = question.Registrant,
            Product = question.Product,
            Amount = question.Amount is { } amount ? new GateAnswerLimit(amount, question.Currency!) : null,
        });
    }

    private void Look(DealVersion deal, Replay replay, PartnerBacktest found, TrialFindings findings)
    {
        if (dealGates.Count == 0)
            return;
        var amount = DealReading.AmountOf(deal);
        var judged = new List<(string? Change, Verdict? Before, Verdict? After)>();
        foreach (var gate in dealGates)
        {
            var (before, after) = replay.Deal(new GateQuestion(gate, deal.SubmittedAt, amount?.Amount, amount?.Currency, false, deal.RegistrantId, deal.Product), deal.SubmittedAt);
            var change = before is null ? null : BacktestChange.Of(before.Allowed, after);
            judged.Add((change, before, after));
            if (change is null)
            {
                CountsOf(gate).Deals.AddIncomparable();
                continue;
            }

            CountsOf(gate).Deals.Add(change, before, after);
            if (change == BacktestChange.Same)
                continue;
            Explain(change, before!, after);
            Add(findings, new BacktestDifference
            {
                Id = ids.NewId(),
                Source = BacktestDifference.OfDeal,
                SourceId = deal.DealId,
                ExternalId = deal.ExternalId,
                Partner = found.Partner,
                Gate = gate,
                Change = change,
                AsOf = deal.SubmittedAt,
                Before = BacktestAnswer.Of(before!, isDraft: false),
                After = after is null ? null : BacktestAnswer.Of(after, isDraft: true),
                Registrant = deal.RegistrantId,
                Product = deal.Product,
                Amount = amount is null ? null : new GateAnswerLimit(amount.Amount, amount.Currency),
            });
        }

        if (judged.Exists(gate => gate.After is { Allowed: false }))
            deniedInAll.Add(amount);
        // Of a deal that several gates judge, the one by which it fares worst tells.
        var worst = judged.Where(gate => gate.Change is not null)
            .OrderBy(gate => gate.Change switch { BacktestChange.Denied => 0, BacktestChange.Allowed => 1, BacktestChange.Unanswered => 2, _ => 3 })
            .FirstOrDefault();
        foreach (var count in (BacktestCounts[])[submitted, found.Deals])
        {
            if (worst.Change is null)
                count.AddIncomparable();
            else
                count.Add(worst.Change, judged.Find(gate => gate.Before?.Refuses == true).Before, judged.Find(gate => gate.Before is not null && gate.After?.Refuses == true).After);
        }

        foreach (var sum in worst.Change switch { BacktestChange.Denied => [denied, found.DealsDenied], BacktestChange.Allowed => [allowed, found.DealsAllowed], _ => (BacktestAmounts[])[] })
            sum.Add(amount);
    }

    private void Explain(string change, Verdict before, Verdict? after)
    {
        var (counts, because) = change switch
        {
            BacktestChange.Denied => (deniedBecause, after!.Denials),
            BacktestChange.Allowed => (allowedInSpiteOf, before.Denials),
            _ => (deniedBecause, []),
        };
        foreach (var code in because)
            counts[code] = counts.GetValueOrDefault(code) + 1;
    }

    private void Add(TrialFindings findings, BacktestDifference difference)
    {
        if (differences == MostDifferences)
        {
            truncated = true;
            return;
        }

        differences++;
        findings.AddDifference(difference.Id, difference.Partner, difference.Change, difference);
    }

    private BacktestGate CountsOf(string gate) =>
        gates.TryGetValue(gate, out var counts) ? counts : gates[gate] = new BacktestGate(gate, new BacktestCounts(), new BacktestCounts());

    private static string ChangeOf(PartnerBacktest found)
    {
        var (denied, allowed, unanswered) = (found.Decisions.Denied + found.Deals.Denied, found.Decisions.Allowed + found.Deals.Allowed, found.Decisions.Unanswered + found.Deals.Unanswered);
        return (denied > 0, allowed > 0, unanswered > 0) switch
        {
            (false, false, false) => BacktestChange.Same,
            (true, false, false) => BacktestChange.Denied,
            (false, true, false) => BacktestChange.Allowed,
            (false, false, true) => BacktestChange.Unanswered,
            _ => BacktestChange.Mixed,
        };
    }
}
