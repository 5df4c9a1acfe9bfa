using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Learners;
using PartnerLrs.Standing.Pump;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Review;

/// <summary>Accepts quarantined evidence, and takes that back. Both are facts like statements: known from the instant at which they were said.</summary>
internal sealed class Acceptances(RulingStore rulings, IStatementLog log, IPartnerDirectory directory, IProgramCatalog catalog, FoldProgress progress, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>Accepts a statement; one that is accepted already stays so, with the reason that it has.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<Error?> AcceptAsync(Guid statementId, string reason, string by, CancellationToken cancellationToken)
    {
        var (found, error) = await FindAsync(statementId, cancellationToken);
        if (found is null)
            return error;
        if (found.Ledger.AcceptedAt(statementId) is not null)
            return null;
        await RuleAsync(found, accepted: true, reason, by, cancellationToken);
        return null;
    }

    /// <summary>Takes an acceptance back.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<Error?> TakeBackAsync(Guid statementId, string reason, string by, CancellationToken cancellationToken)
    {
        var (found, error) = await FindAsync(statementId, cancellationToken);
        if (found is null)
            return error;
        if (found.Ledger.AcceptedAt(statementId) is null)
            return Error.Conflict("not-accepted", "Nobody accepted that statement, so there is nothing to take back.");
        await RuleAsync(found, accepted: false, reason, by, cancellationToken);
        return null;
    }

    private async Task<(Quarantined? Found, Error? Error)> FindAsync(Guid statementId, CancellationToken cancellationToken)
    {
        await progress.CatchUpAsync(cancellationToken);
        if (await log.FindAsync(statementId, cancellationToken) is not { } entry)
            return (null, Error.NotFound("unknown-evidence", $"There is no statement '{statementId:D}'."));
        var person = entry.Actor is { } actor ? (await directory.ResolveAsync([actor], cancellationToken)).GetValueOrDefault(actor) : null;
        if (person is null)
            return (null, NotQuarantined("nobody is known by its actor; register the person, or add the identifier"));
        var ledger = (await grains.GetGrain<ILearnerGrain>(person).FactsAsync()).Ledger();
        var evidence = ledger.Evidence.FirstOrDefault(evidence => evidence.StatementId == statementId);
        var policy = (await catalog.InForceAsync(clock.UtcNow(), cancellationToken))?.Policy;
        if (policy is null || evidence is null)
            return (null, NotQuarantined("its activity is no course's, or it has not been folded yet"));
        return Completions.JudgeByItself(evidence, ledger, policy) switch
        {
            var verdict when verdict.IsQuarantined() => (new Quarantined(person, evidence, ledger), null),
            EvidenceVerdict.Counts => (null, NotQuarantined("it counts already")),
            EvidenceVerdict.Void => (null, NotQuarantined("it is void")),
            EvidenceVerdict.ShowsNothing => (null, NotQuarantined("it does not show what the course asks for")),
            _ => (null, NotQuarantined("its activity is no course's under the policy in force")),
        };
    }

    private async Task RuleAsync(Quarantined found, bool accepted, string reason, string by, CancellationToken cancellationToken)
    {
        // Later than all that was said before, also where the clock has been put back.
        var after = found.Ledger.Rulings.Where(ruling => ruling.StatementId == found.Evidence.StatementId).Select(ruling => ruling.KnownAt).DefaultIfEmpty(found.Evidence.KnownAt).Max();
        var now = clock.UtcNow();
        var ruling = new RecordedRuling(found.Evidence.StatementId, accepted, reason, now > after ? now : after.AddMicroseconds(1), by);
        // Two who say something at one instant: one of them is written, and the other is told what then holds.
        if (await rulings.AddAsync(ruling, cancellationToken))
            await grains.GetGrain<ILearnerGrain>(found.PersonId).RuleAsync(ruling.ToFact());
    }

    private static Error NotQuarantined(string why) => Error.Conflict("not-quarantined", $"That statement does not wait for anybody: {why}.");

    private sealed record Quarantined(string PersonId, Evidence Evidence, EvidenceLedger Ledger);
}
