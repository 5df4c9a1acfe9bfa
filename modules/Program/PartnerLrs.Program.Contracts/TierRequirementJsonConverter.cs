using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>Reads and writes a <see cref="TierRequirement"/> by its shape.</summary>
internal sealed class TierRequirementJsonConverter : JsonConverter<TierRequirement>
{
    /// <inheritdoc/>
    public override TierRequirement? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var requirement = document.RootElement;
        return requirement switch
        {
            { ValueKind: not JsonValueKind.Object } => throw new JsonException("Expected a requirement as an object."),
            _ when requirement.TryGetProperty("any", out _) => requirement.Deserialize<AnyRequirement>(options),
            _ when requirement.TryGetProperty("metric", out _) => requirement.Deserialize<MetricRequirement>(options),
            _ => requirement.Deserialize<HoldersRequirement>(options),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TierRequirement value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}
