using System.Text;

namespace PartnerLrs.Lrs.Tests.Server;

/// <summary>Addresses and requests of the document resources.</summary>
internal static class DocumentClient
{
    public const string State = "xapi/activities/state";
    public const string ActivityProfile = "xapi/activities/profile";
    public const string AgentProfile = "xapi/agents/profile";

    /// <summary>Where a document of a resource is; no other test knows it.</summary>
    public static string New(string resource, string? id = null) => resource switch
    {
        State => $"{Context(State)}&{Make.Query("stateId", id ?? $"{Make.Id():N}")}",
        _ => $"{Context(resource)}&{Make.Query("profileId", id ?? $"{Make.Id():N}")}",
    };

    /// <summary>What a resource's documents belong to; no other test knows it.</summary>
    public static string Context(string resource) => resource switch
    {
        State => $"{State}?{Make.Query("activityId", Make.Iri())}&{Make.Query("agent", Make.Agent())}",
        ActivityProfile => $"{ActivityProfile}?{Make.Query("activityId", Make.Iri())}",
        _ => $"{AgentProfile}?{Make.Query("agent", Make.Agent())}",
    };

    public static string IdName(string resource) => resource == State ? "stateId" : "profileId";

    public static Task<Answer> ReadAsync(this LrsClient lrs, string address, string version = "2.0.0", HttpMethod? method = null, Action<HttpRequestMessage>? change = null) =>
        lrs.SendAsync(method ?? HttpMethod.Get, address, null, version, change);

    public static Task<Answer> PutDocumentAsync(this LrsClient lrs, string address, string content, string type = "application/json", string version = "2.0.0", string? match = null, string? noneMatch = null) =>
        lrs.SendAsync(HttpMethod.Put, address, Content(content, type), version, Demand(match, noneMatch));

    public static Task<Answer> PostDocumentAsync(this LrsClient lrs, string address, string content, string type = "application/json", string version = "2.0.0", string? match = null, string? noneMatch = null) =>
        lrs.SendAsync(HttpMethod.Post, address, Content(content, type), version, Demand(match, noneMatch));

    public static Task<Answer> DeleteAsync(this LrsClient lrs, string address, string version = "2.0.0", string? match = null) =>
        lrs.SendAsync(HttpMethod.Delete, address, null, version, Demand(match, null));

    public static Action<HttpRequestMessage> Demand(string? match, string? noneMatch = null) => request =>
    {
        if (match is not null)
            request.Headers.TryAddWithoutValidation("If-Match", match);
        if (noneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", noneMatch);
    };

    public static HttpContent Content(string content, string type)
    {
        var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        if (type.Length > 0)
            bytes.Headers.TryAddWithoutValidation("Content-Type", type);
        return bytes;
    }

    public static string ETag(this Answer answer) => answer.Headers["ETag"];

    public static DateTimeOffset Modified(this Answer answer) => DateTimeOffset.Parse(answer.Headers["Last-Modified"], System.Globalization.CultureInfo.InvariantCulture);

    public static IReadOnlyList<string> Texts(this Answer answer) => [.. answer.Json.EnumerateArray().Select(element => element.GetString()!)];

    public static string Detail(this Answer answer) => answer.Json.GetProperty("detail").GetString()!;
}
