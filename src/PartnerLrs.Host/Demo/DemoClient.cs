using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Startup;

namespace PartnerLrs.Host.Demo;

/// <summary>Speaks to the server over HTTP with one credential, as any other system would.</summary>
internal sealed class DemoClient : IDisposable
{
    private readonly HttpClient http;

    public DemoClient(string address, string key, string secret)
    {
        http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}")));
        http.DefaultRequestHeaders.Add("X-Experience-API-Version", "2.0.0");
    }

    /// <summary>GET; null for 404.</summary>
    public async Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, path, cancellationToken);
    }

    /// <summary>POST; null for 409.</summary>
    public async Task<JsonNode?> PostAsync(string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body?.ToJsonString() ?? "", Encoding.UTF8, "application/json");
        content.Headers.ContentType!.CharSet = null;
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        return response.StatusCode == HttpStatusCode.Conflict ? null : await ReadAsync(response, path, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, string path, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new StartupException(ExitCode.Unexpected, $"Loading the demo failed at {path}: {(int)response.StatusCode} {text}");
    }
}
