using System.Text.Json.Serialization;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>How evidence is taken.</summary>
public sealed record EvidencePolicy
{
    /// <summary>How long after it took effect evidence may become known; what is older waits for a person's review. Null for any time.</summary>
    [JsonConverter(typeof(CalendarPeriodJsonConverter))]
    public CalendarPeriod? BackdatingLimit { get; init; }
}
