namespace PartnerLrs.Standing.Rules;

/// <summary>One reason of a gate's answer.</summary>
/// <param name="Outcome">What it comes down to.</param>
/// <param name="Message">One sentence for a person; it names nobody.</param>
/// <param name="Evidence">The awards it rests on, at most <see cref="GateReason.EvidenceCap"/>.</param>
internal sealed record GateReason(ReasonOutcome Outcome, string Message, IReadOnlyList<AwardEvidence> Evidence)
{
    /// <summary>The greatest number of awards that a reason lists.</summary>
    public const int EvidenceCap = 10;
}
