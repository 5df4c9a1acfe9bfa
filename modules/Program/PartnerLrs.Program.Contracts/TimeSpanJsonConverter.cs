using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace PartnerLrs.Program.Contracts;

/// <summary>Spans of clock time in JSON are ISO 8601 durations of hours, minutes and seconds, e.g. <c>PT15M</c>.</summary>
internal sealed class TimeSpanJsonConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is ['P', 'T', ..] text
            ? XmlConvert.ToTimeSpan(text)
            : throw new JsonException("Expected an ISO 8601 duration of hours, minutes and seconds such as PT15M.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(XmlConvert.ToString(value));
}
