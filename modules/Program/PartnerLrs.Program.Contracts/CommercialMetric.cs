using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>A figure about a partner's deals within a window.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommercialMetric>))]
public enum CommercialMetric
{
    /// <summary>The amount of the deals that were won.</summary>
    [JsonStringEnumMemberName("wonAmount")]
    WonAmount,

    /// <summary>How many registrations of deals were approved.</summary>
    [JsonStringEnumMemberName("approvedRegistrations")]
    ApprovedRegistrations,

    /// <summary>How many deals were won.</summary>
    [JsonStringEnumMemberName("wonDeals")]
    WonDeals,

    /// <summary>Of the deals that were closed the part that was won, from 0 to 1. Open deals are unknown, not lost.</summary>
    [JsonStringEnumMemberName("winRate")]
    WinRate,
}
