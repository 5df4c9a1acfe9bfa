using System.Text.Json.Serialization;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>What a new release of a certification's product (and line) does to those who are certified on an older one.</summary>
public sealed record ReleasePolicy
{
    /// <summary>Which releases ask for recertification.</summary>
    public required ReleaseTrigger On { get; init; }

    /// <summary>How long after a release's general availability what was earned on an older one is still held.</summary>
    [JsonConverter(typeof(CalendarPeriodJsonConverter))]
    public required CalendarPeriod Window { get; init; }

    /// <summary>Shorter ways to stay certified through a release.</summary>
    public IReadOnlyList<ReleaseDelta> Deltas { get; init; } = [];
}
