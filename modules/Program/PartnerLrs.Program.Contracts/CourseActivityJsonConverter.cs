using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>Reads and writes a <see cref="CourseActivity"/> by its shape.</summary>
internal sealed class CourseActivityJsonConverter : JsonConverter<CourseActivity>
{
    private const string Expected = "Expected an IRI or {\"iri\": …, \"release\": …}.";

    /// <inheritdoc/>
    public override CourseActivity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new CourseActivity(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException(Expected);
        string? iri = null, release = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.GetString();
            _ = reader.Read();
            switch (property)
            {
                case "iri" when reader.TokenType == JsonTokenType.String:
                    iri = reader.GetString();
                    break;
                case "release" when reader.TokenType == JsonTokenType.String:
                    release = reader.GetString();
                    break;
                default:
                    throw new JsonException(Expected);
            }
        }
        return iri is null ? throw new JsonException(Expected) : new CourseActivity(iri, release);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CourseActivity value, JsonSerializerOptions options)
    {
        if (value.Release is null)
        {
            writer.WriteStringValue(value.Iri);
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("iri", value.Iri);
        writer.WriteString("release", value.Release);
        writer.WriteEndObject();
    }
}
