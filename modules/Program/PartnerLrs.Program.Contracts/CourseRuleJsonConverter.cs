using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>Reads and writes a <see cref="CourseRule"/> by its shape.</summary>
internal sealed class CourseRuleJsonConverter : JsonConverter<CourseRule>
{
    private const string Expected = "Expected a course id or one of {\"all\": […]}, {\"any\": […]}, {\"atLeast\": n, \"of\": […]}.";

    /// <inheritdoc/>
    public override CourseRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new OneCourse(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException(Expected);
        IReadOnlyList<CourseRule>? all = null, any = null, of = null;
        int? atLeast = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.GetString();
            _ = reader.Read();
            switch (property)
            {
                case "all":
                    all = ReadRules(ref reader, options);
                    break;
                case "any":
                    any = ReadRules(ref reader, options);
                    break;
                case "of":
                    of = ReadRules(ref reader, options);
                    break;
                case "atLeast" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count):
                    atLeast = count;
                    break;
                default:
                    throw new JsonException(Expected);
            }
        }
        return (all, any, atLeast, of) switch
        {
            (not null, null, null, null) => new AllOf(all),
            (null, not null, null, null) => new AnyOf(any),
            (null, null, not null, not null) => new AtLeast(atLeast.Value, of),
            _ => throw new JsonException(Expected),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CourseRule value, JsonSerializerOptions options)
    {
        if (value is OneCourse one)
        {
            writer.WriteStringValue(one.Course);
            return;
        }
        writer.WriteStartObject();
        var (name, rules) = value switch
        {
            AllOf all => ("all", all.Rules),
            AnyOf any => ("any", any.Rules),
            AtLeast some => ("of", some.Of),
            _ => throw new JsonException($"Unknown rule {value.GetType().Name}."),
        };
        if (value is AtLeast { Count: var count })
            writer.WriteNumber("atLeast", count);
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, rules, options);
        writer.WriteEndObject();
    }

    private static List<CourseRule> ReadRules(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<List<CourseRule>>(ref reader, options) ?? throw new JsonException(Expected);
}
