using System.Text.Json.Serialization;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>How people belong to partners.</summary>
public sealed record AffiliationPolicy
{
    /// <summary>How long a person who chose for which partner to count must stay with that; null for no time.</summary>
    [JsonConverter(typeof(CalendarPeriodJsonConverter))]
    public CalendarPeriod? CoolDown { get; init; }
}
