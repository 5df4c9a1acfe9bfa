using System.Text.Json;
using System.Text.Json.Serialization;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;

namespace PartnerLrs.Standing.Gates;

/// <summary>Gate questions and answers as JSON, by code that is generated when it is built.</summary>
[JsonSerializable(typeof(GateAnswer))]
[JsonSerializable(typeof(GateQuestion))]
internal sealed partial class GateJson : JsonSerializerContext
{
    /// <summary>Written as every document of the interface is.</summary>
    private static readonly GateJson Shared = new(new JsonSerializerOptions(JsonBody.Options) { TypeInfoResolver = null });

    /// <summary>An answer's bytes.</summary>
    public static byte[] Write(GateAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, Shared.GateAnswer);

    /// <summary>A question as it is recorded.</summary>
    public static string Write(GateQuestion question) => JsonSerializer.Serialize(question, Shared.GateQuestion);

    /// <summary>A question as it was recorded.</summary>
    public static GateQuestion ReadQuestion(string question)
    {
        using var document = JsonDocument.Parse(question);
        var root = document.RootElement;
        return new GateQuestion(
            root.GetProperty("gate").GetString()!,
            Instant("asOf"),
            root.TryGetProperty("amount", out var amount) ? amount.GetDecimal() : null,
            Given("currency"),
            Names: false,
            Given("registrant"),
            Given("product"),
            Instant("knownAt"),
            Given("team"),
            Given("deal"));

        string? Given(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
        DateTime? Instant(string name) => Timestamps.TryParseRfc3339(Given(name), out var instant) ? instant : null;
    }
}
