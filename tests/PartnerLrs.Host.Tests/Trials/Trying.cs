using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerLrs.Host.Tests.Trials;

/// <summary>Saves drafts and tries them.</summary>
internal static class Trying
{
    public const string Draft = "/api/v1/program/draft";
    public const string Impact = Draft + "/impact";
    public const string Backtest = Draft + "/backtest";

    /// <summary>The story's policy, changed.</summary>
    public static JsonObject Changed(Action<JsonObject> change)
    {
        var policy = Story.Policy(Story.Course);
        change(policy);
        return policy;
    }

    public static async Task SaveDraftAsync(this ApiClient client, JsonNode document)
    {
        using var content = new StringContent(document.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await client.Http.PutAsync(new Uri(Draft, UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Starts a trial and tells where it is.</summary>
    public static async Task<string> StartAsync(this ApiClient client, string path)
    {
        using var response = await client.Http.PostAsync(new Uri(path, UriKind.Relative), null);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        var trial = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("running", trial["state"]!.GetValue<string>());
        Assert.Equal(path.Split('?')[0] + "/" + trial["id"]!.GetValue<string>(), response.Headers.Location!.OriginalString);
        return response.Headers.Location.OriginalString;
    }

    /// <summary>Starts a trial that is refused.</summary>
    public static async Task<JsonNode> RefusedAsync(this ApiClient client, string path, HttpStatusCode expected, string code)
    {
        using var response = await client.Http.PostAsync(new Uri(path, UriKind.Relative), null);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((expected, $"urn:partnerlrs:problem:{code}"), (response.StatusCode, problem["type"]!.GetValue<string>()));
        return problem;
    }

    /// <summary>Saves a draft, tries it, and tells where the result is and what it is.</summary>
    public static async Task<(string Path, JsonNode Result)> TryAsync(this ApiClient client, JsonNode document, string path)
    {
        await client.SaveDraftAsync(document);
        var trial = await client.StartAsync(path);
        var finished = await client.UntilAsync(trial, answer => answer["state"]!.GetValue<string>() != "running");
        Assert.True(finished["state"]!.GetValue<string>() == "finished", finished.ToJsonString());
        Assert.Equal(finished["progress"]!["partnersTotal"]!.GetValue<int>(), finished["progress"]!["partnersDone"]!.GetValue<int>());
        return (trial, finished["result"]!);
    }

    /// <summary>Every item of a list, page by page.</summary>
    public static async Task<IReadOnlyList<JsonNode>> AllAsync(this ApiClient client, string path)
    {
        var items = new List<JsonNode>();
        for (string? next = path; next is not null;)
        {
            var page = await client.GetAsync(next);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            next = page["next"]?.GetValue<string>();
        }

        return items;
    }
}
