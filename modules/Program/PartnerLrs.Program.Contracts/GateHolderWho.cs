using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>Whose certification a gate looks at.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateHolderWho>))]
public enum GateHolderWho
{
    /// <summary>The person who registers the deal.</summary>
    [JsonStringEnumMemberName("registrant")]
    Registrant,

    /// <summary>Anybody in the deal's team, the registrant included.</summary>
    [JsonStringEnumMemberName("team")]
    Team,
}
