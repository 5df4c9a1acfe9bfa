using System.Text.Json;
using System.Text.Json.Serialization;
using PartnerLrs.Kernel;

namespace PartnerLrs.Platform.Http;

/// <summary>Instants in JSON: RFC 3339, written in UTC, read with any offset, refused without one.</summary>
internal sealed class UtcJsonConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Timestamps.TryParseRfc3339(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("Expected an RFC 3339 instant with an offset, such as 2026-01-31T12:00:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(Timestamps.ToRfc3339(value));
}
