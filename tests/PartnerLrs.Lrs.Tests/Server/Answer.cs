using System.Text.Json;
using PartnerLrs.Kernel;

namespace PartnerLrs.Lrs.Tests.Server;

/// <summary>A response, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public const string VersionHeader = "X-Experience-API-Version";
    public const string BoundHeader = "X-Experience-API-Consistent-Through";

    private JsonElement? json;

    /// <summary>The body as it came.</summary>
    public byte[] Bytes { get; init; } = [];

    public JsonElement Json => json ??= JsonDocument.Parse(Text).RootElement.Clone();

    /// <summary>The told bound of consistency.</summary>
    public DateTime Bound => Instant(Headers[BoundHeader]);

    /// <summary>The statements of a page.</summary>
    public IReadOnlyList<JsonElement> Statements => [.. Json.GetProperty("statements").EnumerateArray()];

    /// <summary>The ids of a page's statements, in order.</summary>
    public IReadOnlyList<Guid> Ids => [.. Statements.Select(statement => statement.GetProperty("id").GetGuid())];

    /// <summary>Where the next page is; empty on the last one.</summary>
    public string More => Json.GetProperty("more").GetString()!;

    /// <summary>The JSON pointer of the first error.</summary>
    public string? Pointer => Json.GetProperty("errors")[0].GetProperty("pointer").GetString();

    public Answer Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }

    public static DateTime Instant(string text)
    {
        Assert.True(Timestamps.TryParseRfc3339(text, out var instant), $"Not an RFC 3339 instant: {text}");
        return instant;
    }
}
