using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>What a gate answers when what it knows is older than <see cref="Gate.StaleAfter"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateFailMode>))]
public enum GateFailMode
{
    /// <summary>Deny.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,

    /// <summary>Allow.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>As far as is known, and say that it is not up to date.</summary>
    [JsonStringEnumMemberName("answer")]
    Answer,
}
