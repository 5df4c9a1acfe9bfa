using System.Text.Json.Nodes;

namespace PartnerLrs.Reporting.Tests;

internal static class ODataClient
{
    public static async Task<(int Status, JsonNode Body)> ReadAsync(this HttpClient client, string path, int? pageSize = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        if (pageSize is { } size)
            request.Headers.Add("Prefer", $"odata.maxpagesize={size}");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length > 0 && text[0] == '{' ? JsonNode.Parse(text)! : new JsonObject { ["text"] = text });
    }

    /// <summary>The rows of one page that must be answered.</summary>
    public static async Task<JsonArray> RowsAsync(this HttpClient client, string path)
    {
        var (status, body) = await client.ReadAsync(path);
        Assert.True(status == 200, $"{path}: {status} {body.ToJsonString()}");
        return body["value"]!.AsArray();
    }

    /// <summary>One column of the rows of one page.</summary>
    public static async Task<List<string?>> ColumnAsync(this HttpClient client, string path, string column) =>
        [.. (await client.RowsAsync(path)).Select(row => row![column]?.ToString())];

    /// <summary>All rows, following next links.</summary>
    public static async Task<(List<JsonNode> Rows, int Pages)> WalkAsync(this HttpClient client, string path, int? pageSize = null)
    {
        var rows = new List<JsonNode>();
        var pages = 0;
        for (string? next = path; next is not null; pages++)
        {
            var (status, body) = await client.ReadAsync(next, pageSize);
            Assert.True(status == 200, $"{next}: {status} {body.ToJsonString()}");
            rows.AddRange(body["value"]!.AsArray().Select(row => row!));
            next = (string?)body["@odata.nextLink"];
        }

        return (rows, pages);
    }
}
