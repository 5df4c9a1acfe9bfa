using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Gates;

/// <summary>Puts evaluations into the shape that goes out.</summary>
internal static class GateAnswers
{
    /// <summary>The answer, still without what only the edge knows: the decision's id and how far it reflects the log.</summary>
    /// <param name="evaluation">What the rules say.</param>
    /// <param name="knownAt">The instant of knowledge (UTC): when it was asked, unless it was asked about another.</param>
    /// <param name="validUntil">Until when (UTC) it holds if no new fact comes.</param>
    /// <param name="waiver">The waiver that turns the denial into an allowance, or null.</param>
    /// <param name="names">Whether people's names may be in it.</param>
    public static GateAnswer From(GateEvaluation evaluation, DateTime knownAt, DateTime? validUntil, Waiver? waiver, bool names) => new()
    {
        Decision = evaluation.Outcome.Decision || waiver is not null,
        Mode = evaluation.Outcome.Mode switch
        {
            GateMode.Enforce => "enforce",
            GateMode.Warn => "warn",
            GateMode.Shadow => "shadow",
            var mode => throw new InvalidOperationException($"Unknown gate mode {mode}."),
        },
        Gate = evaluation.Gate,
        Partner = new GatePartner(evaluation.PartnerId, evaluation.Outcome.Tier, evaluation.GraceUntil),
        AsOf = evaluation.AsOf,
        KnownAt = knownAt,
        PolicyVersion = evaluation.PolicyNumber,
        ValidUntil = validUntil,
        // What denies comes first: a caller who shows one reason shows the right one.
        Reasons = [.. evaluation.Reasons.OrderByDescending(reason => GateReasonCodes.Denies(reason.Outcome.Code)).Select(Reason)],
        Missing = [.. evaluation.Missing.Select(missing => Missing(missing, names))],
        Waiver = waiver is null ? null : new GateAnswerWaiver(waiver.Id, waiver.Reason, waiver.Until),
        WillChange = [.. evaluation.WillChange.Select(change => Change(change, names))],
    };

    private static GateAnswerReason Reason(GateReason reason) => new(
        reason.Outcome.Code,
        reason.Outcome.Requirement,
        reason.Outcome.Have,
        reason.Outcome.Need,
        reason.Outcome.Limit is { } limit ? new GateAnswerLimit(limit.Amount, limit.Currency) : null,
        reason.Message,
        [.. reason.Evidence.Select(evidence => new GateAnswerEvidence(evidence.Award, evidence.State, evidence.On))]);

    private static GateAnswerMissing Missing(MissingCertification missing, bool names) => new(
        missing.Certification,
        missing.Count,
        [.. missing.Cheapest.Select(person => Candidate(person, names))]);

    private static GateAnswerChange Change(WillChange change, bool names) => new(
        change.On,
        change.Tier,
        change.Decision,
        [.. change.Lapses.Select(lapse => new GateAnswerLapse(lapse.Award, lapse.Certification, lapse.EndedBy, Candidate(lapse.Keep, names)))]);

    private static GateAnswerCandidate Candidate(MissingPerson person, bool names) =>
        new(person.Person, names ? person.Name : null, person.Path, person.Minutes, person.Url);
}
