using PartnerLrs.Program.Contracts;
using PartnerLrs.Standing.Gates;
using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Trials;

/// <summary>A gate's answer, as far as trials compare it.</summary>
/// <param name="Allowed">Whether the partner may pass, by the rules or by a waiver.</param>
/// <param name="Mode">What the caller does with a denial.</param>
/// <param name="Tier">The partner's tier; null for none.</param>
/// <param name="PolicyVersion">The number of the version that ruled.</param>
/// <param name="Denials">The codes of the reasons that deny, each once; a waiver leaves them.</param>
/// <param name="Waived">Whether it is a waiver that allows.</param>
internal sealed record Verdict(bool Allowed, GateMode Mode, string? Tier, int PolicyVersion, IReadOnlyList<string> Denials, bool Waived)
{
    /// <summary>Whether the caller is told to refuse.</summary>
    public bool Refuses => !Allowed && Mode == GateMode.Enforce;

    /// <summary>The verdict of a segment in which the gate is there.</summary>
    public static Verdict Of(WaivedSegment segment, int policyVersion) =>
        new(segment.Allowed, segment.Outcome!.Mode, segment.Outcome.Tier, policyVersion, DenialsOf(segment.Outcome), segment.Waiver is not null);

    /// <summary>What the gate declares for knowledge that is too old: see <see cref="StaleRule.Apply"/>.</summary>
    public Verdict WhenStale(StaleRule stale) => this with { Allowed = stale.Decide(Allowed, Waived), Denials = stale.Decision == false ? [GateReasonCodes.StaleData, .. Denials] : Denials };

    /// <summary>The codes of the reasons that deny, each once.</summary>
    public static IReadOnlyList<string> DenialsOf(GateOutcome outcome) =>
        [.. outcome.Reasons.Select(reason => reason.Code).Where(GateReasonCodes.Denies).Distinct(StringComparer.Ordinal)];
}
