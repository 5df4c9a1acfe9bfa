using PartnerLrs.Kernel;
using PartnerLrs.Standing.Decisions;

namespace PartnerLrs.Standing.Gates;

/// <summary>A gate's answer, ready to be recorded and then told; or why there is none.</summary>
/// <param name="Decision">The decision to record; null when there is no answer.</param>
/// <param name="Answer">The answer; with a decision.</param>
/// <param name="Tag">The answer's entity tag; with a decision.</param>
/// <param name="Errors">Why there is no answer; empty when there is one.</param>
internal sealed record GateCheck(RecordedDecision? Decision, GateAnswer? Answer, string? Tag, IReadOnlyList<Error> Errors)
{
    public static GateCheck Refused(params IReadOnlyList<Error> errors) => new(null, null, null, errors);
}
