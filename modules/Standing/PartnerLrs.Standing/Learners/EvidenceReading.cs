using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Learners;

/// <summary>Reads evidence out of logged statements.</summary>
internal static class EvidenceReading
{
    /// <summary>What a statement says about its actor and its activity. Only for statements whose object is an activity.</summary>
    public static Evidence Of(LoggedStatement logged) => new(
        logged.Entry.Id,
        logged.Statement.Activity!,
        logged.Statement.Verb,
        logged.Statement.Success,
        logged.Statement.Completion,
        logged.Statement.ScoreScaled,
        logged.Statement.Timestamp ?? logged.Entry.Stored,
        logged.Entry.Stored,
        logged.Authority,
        logged.PartnerBound,
        logged.Signer);

    /// <summary>The voiding of a statement that was void when it was read; none otherwise.</summary>
    public static IEnumerable<Voiding> VoidingOf(LoggedStatement logged) =>
        logged.Entry.VoidedAt is { } voidedAt ? [new Voiding(logged.Entry.Id, voidedAt)] : [];
}
