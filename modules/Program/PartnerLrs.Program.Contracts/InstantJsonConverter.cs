using System.Text.Json;
using System.Text.Json.Serialization;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>Instants in a policy are RFC 3339 with an offset.</summary>
internal sealed class InstantJsonConverter : JsonConverter<DateTime>
{
    /// <inheritdoc/>
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Timestamps.TryParseRfc3339(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("Expected an RFC 3339 instant with an offset, such as 2026-01-31T12:00:00Z.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Timestamps.ToRfc3339(value));
}
