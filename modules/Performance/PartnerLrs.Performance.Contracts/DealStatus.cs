using System.Text.Json.Serialization;

namespace PartnerLrs.Performance.Contracts;

/// <summary>Where a deal stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DealStatus>))]
public enum DealStatus
{
    /// <summary>Registered by the partner, not reviewed yet.</summary>
    [JsonStringEnumMemberName("submitted")]
    Submitted,

    /// <summary>The registration was approved; the deal is open.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>The registration was refused.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>Closed, and won.</summary>
    [JsonStringEnumMemberName("won")]
    Won,

    /// <summary>Closed, and lost.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>Taken back by the partner.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,
}
