using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>What the caller of a gate should do with a denial. The decision itself does not depend on it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateMode>))]
public enum GateMode
{
    /// <summary>Refuse.</summary>
    [JsonStringEnumMemberName("enforce")]
    Enforce,

    /// <summary>Allow, and tell the partner what is missing.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,

    /// <summary>Allow, and tell the partner nothing; the decision is only recorded.</summary>
    [JsonStringEnumMemberName("shadow")]
    Shadow,
}
