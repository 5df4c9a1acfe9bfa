using PartnerLrs.Standing.Rules;
using PartnerLrs.Standing.Waivers;

namespace PartnerLrs.Standing.Organisations;

/// <summary>A span of time during which a gate answers a partner the same way, as its row has it.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="From">Its first instant (UTC).</param>
/// <param name="Until">The first instant after it; null for none.</param>
/// <param name="Allowed">Whether the partner passes.</param>
/// <param name="Tier">The partner's tier, or empty.</param>
/// <param name="Short">What is short, or empty.</param>
/// <param name="PolicyVersion">The policy version that rules.</param>
internal sealed record GateStatusSegment(string Gate, DateTime From, DateTime? Until, bool Allowed, string Tier, string Short, int PolicyVersion)
{
    public static GateStatusSegment Of(string gate, WaivedSegment segment, int policyVersion) => new(
        gate,
        segment.From,
        segment.Until,
        segment.Allowed,
        segment.Outcome!.Tier ?? "",
        string.Join("; ", segment.Outcome.Reasons
            .Where(reason => GateReasonCodes.Denies(reason.Code))
            .Select(reason => reason.Requirement is null ? reason.Code : $"{reason.Requirement} ({reason.Have})")),
        policyVersion);
}
