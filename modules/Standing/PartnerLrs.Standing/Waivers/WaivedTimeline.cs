using PartnerLrs.Standing.Rules;

namespace PartnerLrs.Standing.Waivers;

/// <summary>A span of time during which a gate's answer stays the same, waivers considered.</summary>
/// <param name="From">Its first instant (UTC).</param>
/// <param name="Until">The first instant (UTC) after it; null for the last one, which never ends.</param>
/// <param name="Outcome">What the rules say; null where no policy in force has the gate.</param>
/// <param name="Waiver">The waiver that lets the partner pass although the rules deny; null for none.</param>
internal sealed record WaivedSegment(DateTime From, DateTime? Until, GateOutcome? Outcome, Waiver? Waiver)
{
    /// <summary>Whether the partner may pass.</summary>
    public bool Allowed => Outcome is not null && (Outcome.Decision || Waiver is not null);
}

/// <summary>How a gate's answer changes if no new fact comes, as the rules have it and waivers begin and end.</summary>
internal static class WaivedTimeline
{
    /// <summary>Cuts the rules' segments where waivers begin and end to matter.</summary>
    /// <param name="segments">The rules' segments, contiguous, at least one.</param>
    /// <param name="waivers">The waivers that are for what is asked, with when they are in force.</param>
    public static IReadOnlyList<WaivedSegment> Of(IReadOnlyList<GateSegment> segments, IReadOnlyList<(Waiver Waiver, Interval InForce)> waivers)
    {
        var cuts = segments.SelectMany(segment => waivers
                .SelectMany(waiver => (DateTime[])[waiver.InForce.From, waiver.InForce.Until])
                .Where(instant => segment.From < instant && (segment.Until is null || instant < segment.Until))
                .Append(segment.From)
                .Distinct()
                .Order()
                .Select(instant => (At: instant, segment.Outcome, Waiver: Waiving(segment.Outcome, waivers, instant))))
            .ToList();
        var changes = new List<(DateTime At, GateOutcome? Outcome, Waiver? Waiver)>();
        foreach (var cut in cuts)
        {
            if (changes.Count == 0 || changes[^1].Waiver?.Id != cut.Waiver?.Id || !Equals(changes[^1].Outcome, cut.Outcome))
                changes.Add(cut);
        }

        return [.. changes.Select((change, i) => new WaivedSegment(change.At, i + 1 < changes.Count ? changes[i + 1].At : null, change.Outcome, change.Waiver))];
    }

    /// <summary>The waiver that counts: of several the one that lasts longest. A partner that does not take part in the programme has none.</summary>
    private static Waiver? Waiving(GateOutcome? outcome, IReadOnlyList<(Waiver Waiver, Interval InForce)> waivers, DateTime instant) =>
        outcome is null || outcome.Decision || outcome.Reasons.Any(reason => reason.Code == GateReasonCodes.PartnerInactive)
            ? null
            : waivers.Where(waiver => waiver.InForce.Covers(instant))
                .OrderByDescending(waiver => waiver.InForce.Until)
                .ThenBy(waiver => waiver.Waiver.Id, StringComparer.Ordinal)
                .Select(waiver => waiver.Waiver)
                .FirstOrDefault();
}
