using System.Text.Json.Serialization;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>When tiers are lost, and how people are shared between what tiers ask for.</summary>
public sealed record TierPolicy
{
    /// <summary>How far apart the reviews are at which a tier can be lost. Default three months.</summary>
    [JsonConverter(typeof(CalendarPeriodJsonConverter))]
    public CalendarPeriod Review { get; init; } = new(3, 0);

    /// <summary>The instant (UTC) of one review; all others follow from it. Default 1 January 2020.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public DateTime Anchor { get; init; } = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>How long a tier must have been short before a review takes it away. Default 30 days.</summary>
    [JsonConverter(typeof(CalendarPeriodJsonConverter))]
    public CalendarPeriod Remediation { get; init; } = new(0, 30);

    /// <summary>How long an award that has ended goes on counting towards what is held already; null for not at all.</summary>
    [JsonConverter(typeof(CalendarPeriodJsonConverter))]
    public CalendarPeriod? Grace { get; init; }

    /// <summary>In how many places of a group one person may count; a group that is not listed: in one.</summary>
    public IReadOnlyList<SharingLimit> Sharing { get; init; } = [];

    /// <summary>Partners that do not fall below a tier for a time.</summary>
    public IReadOnlyList<TierFloor> Floors { get; init; } = [];
}
