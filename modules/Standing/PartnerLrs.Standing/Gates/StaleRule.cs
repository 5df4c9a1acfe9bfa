using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Gates;

/// <summary>What a gate's policy declares for the case that what is known lies behind the log.</summary>
/// <param name="After">How far it may lie behind.</param>
/// <param name="Decision">The decision then; null for the one that follows from what is known.</param>
[GenerateSerializer, Immutable]
internal sealed record StaleRule([property: Id(0)] TimeSpan After, [property: Id(1)] bool? Decision)
{
    /// <summary>A gate's rule, or null when it does not matter to it.</summary>
    public static StaleRule? Of(Gate gate) => gate.StaleAfter is { } after
        ? new StaleRule(after, gate.FailMode switch
        {
            GateFailMode.Closed => false,
            GateFailMode.Open => true,
            GateFailMode.Answer => null,
            var mode => throw new InvalidOperationException($"Unknown fail mode {mode}."),
        })
        : null;

    /// <summary>Whether knowledge is too old.</summary>
    /// <param name="reflects">Up to when (UTC) the log is known; null when that is not known either.</param>
    /// <param name="now">Now (UTC).</param>
    public bool IsStale(DateTime? reflects, DateTime now) => !(now - reflects <= After);

    /// <summary>The declared decision. A waiver is leave to pass whatever is known, so it stays.</summary>
    /// <param name="known">The decision that follows from what is known.</param>
    /// <param name="waived">Whether a waiver lets the partner pass.</param>
    public bool Decide(bool known, bool waived) => waived || (Decision ?? known);

    /// <summary>The declared answer. Nobody may keep the answer: news may come at any instant.</summary>
    public GateAnswer Apply(GateAnswer answer)
    {
        var consequence = Decision switch
        {
            false => "the gate then stays closed",
            true => "the gate then stays open",
            null => "the answer goes as far as is known",
        };
        return answer with
        {
            Decision = Decide(answer.Decision, answer.Waiver is not null),
            ValidUntil = answer.AsOf,
            Reasons = [new GateAnswerReason(GateReasonCodes.StaleData, null, null, null, null, $"What is known is older than {After:c} allows; {consequence}", []), .. answer.Reasons],
        };
    }
}
