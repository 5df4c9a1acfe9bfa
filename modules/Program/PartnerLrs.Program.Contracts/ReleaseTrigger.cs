using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>Which releases ask for recertification.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseTrigger>))]
public enum ReleaseTrigger
{
    /// <summary>Major releases.</summary>
    [JsonStringEnumMemberName("major")]
    Major,

    /// <summary>Any release, minor and major.</summary>
    [JsonStringEnumMemberName("minor")]
    Minor,
}
