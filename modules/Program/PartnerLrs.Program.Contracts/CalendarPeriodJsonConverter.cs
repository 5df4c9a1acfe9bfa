using System.Text.Json;
using System.Text.Json.Serialization;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Contracts;

/// <summary>Calendar periods in JSON are ISO 8601 durations.</summary>
internal sealed class CalendarPeriodJsonConverter : JsonConverter<CalendarPeriod>
{
    /// <inheritdoc/>
    public override CalendarPeriod Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && CalendarPeriod.TryParse(reader.GetString(), out var period)
            ? period
            : throw new JsonException($"Expected {CalendarPeriod.Expected}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CalendarPeriod value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
