using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>How much a release changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseKind>))]
public enum ReleaseKind
{
    /// <summary>A lot.</summary>
    [JsonStringEnumMemberName("major")]
    Major,

    /// <summary>A little.</summary>
    [JsonStringEnumMemberName("minor")]
    Minor,
}
