using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>Who must hold a certification of the deal's product.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateProductMatch>))]
public enum GateProductMatch
{
    /// <summary>Somebody at the partner.</summary>
    [JsonStringEnumMemberName("partner")]
    Partner,

    /// <summary>The person who registers the deal.</summary>
    [JsonStringEnumMemberName("registrant")]
    Registrant,
}
