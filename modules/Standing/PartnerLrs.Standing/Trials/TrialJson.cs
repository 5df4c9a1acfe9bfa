using System.Text.Json;
using System.Text.Json.Serialization;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Standing.Trials;

/// <summary>How what trials are asked and find is kept: as it is answered, and read leniently, because an earlier version may have written it.</summary>
internal static class TrialJson
{
    private static readonly JsonSerializerOptions Options = new(JsonBody.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = false,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;
}
