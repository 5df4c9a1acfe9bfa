using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Pump;
using PartnerLrs.Standing.Review;

namespace PartnerLrs.Standing.Decisions;

/// <summary>Tells what was learned of people whom the directory knows and activities that the programme knows, wherever it came from.</summary>
internal sealed class LateFacts(IStatementLog log, IPartnerDirectory directory, RecognisedActivities recognised, IGrainFactory grains)
{
    /// <summary>What a page of the log says.</summary>
    public async Task<IReadOnlyList<LateEvidence>> OfLogAsync(IReadOnlyList<LogEntry> page)
    {
        var known = await recognised.NowAsync(default);
        var brought = page.Where(known.Concerns).Select(entry => (Target: entry, By: entry)).Concat(await known.VoidedAsync(log, page)).ToList();
        return await OfStatementsAsync([.. brought.Select(pair => (pair.Target, pair.By.Id, pair.By.Stored))]);
    }

    /// <summary>What people said of evidence that does not count by itself.</summary>
    public async Task<IReadOnlyList<LateEvidence>> OfRulingsAsync(IReadOnlyList<RecordedRuling> rulings)
    {
        var brought = new List<(LogEntry, Guid, DateTime)>();
        foreach (var ruling in rulings)
        {
            if (await log.FindAsync(ruling.StatementId, default) is { Actor: not null } entry)
                brought.Add((entry, ruling.StatementId, ruling.At));
        }

        var found = await OfStatementsAsync(brought);
        // A crash may have come between writing one and telling the learner; told twice it does no harm.
        foreach (var ruling in rulings)
        {
            if (found.FirstOrDefault(fact => fact.StatementId == ruling.StatementId) is { } fact)
                await grains.GetGrain<ILearnerGrain>(fact.PersonId).RuleAsync(ruling.ToFact());
        }

        return found;
    }

    private async Task<IReadOnlyList<LateEvidence>> OfStatementsAsync(List<(LogEntry Target, Guid By, DateTime At)> brought)
    {
        if (brought.Count == 0)
            return [];
        var people = await directory.ResolveAsync([.. brought.Select(fact => fact.Target.Actor!.Value).Distinct()], default);
        brought.RemoveAll(fact => !people.ContainsKey(fact.Target.Actor!.Value));
        var statements = (await log.ReadAsync([.. brought.Select(fact => fact.Target.Seq).Distinct()], default)).Statements.ToDictionary(logged => logged.Entry.Seq);
        return
        [
            // One that cannot be read back is no evidence.
            .. brought.Where(fact => statements.ContainsKey(fact.Target.Seq)).Select(fact => new LateEvidence(
                people[fact.Target.Actor!.Value], fact.By, statements[fact.Target.Seq].Statement.Timestamp ?? fact.Target.Stored, fact.At)),
        ];
    }
}
