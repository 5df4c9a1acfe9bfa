using System.Net.Http.Headers;
using System.Text;
using PartnerLrs.Platform.Credentials;

namespace PartnerLrs.Lrs.Tests.Server;

/// <summary>Speaks to a server with one credential, and checks on every answer the headers that the standard wants on every answer.</summary>
public sealed class LrsClient : IDisposable
{
    public const string Statements = "xapi/statements";

    private readonly HttpClient http;

    public LrsClient(Uri root, Credential? credential, string? secret)
    {
        Credential = credential;
        Secret = secret;
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = root };
        if (credential is not null)
            http.DefaultRequestHeaders.Authorization = Basic(credential.Key, secret!);
    }

    public Credential? Credential { get; }

    public string? Secret { get; }

    public static AuthenticationHeaderValue Basic(string key, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}")));

    public Task<Answer> PostAsync(string json, string version = "2.0.0") => SendAsync(HttpMethod.Post, Statements, Json(json), version);

    public Task<Answer> PutAsync(Guid id, string json, string version = "2.0.0") => SendAsync(HttpMethod.Put, $"{Statements}?statementId={id:D}", Json(json), version);

    /// <summary>GET of the statements resource.</summary>
    /// <param name="query">The query, escaped as far as it needs, without the question mark.</param>
    /// <param name="version">The version header.</param>
    public Task<Answer> GetAsync(string query, string version = "2.0.0") => SendAsync(HttpMethod.Get, $"{Statements}?{query}", null, version);

    public Task<Answer> ByIdAsync(Guid id) => GetAsync($"statementId={id:D}");

    public Task<Answer> VoidedAsync(Guid id) => GetAsync($"voidedStatementId={id:D}");

    /// <summary>Every page from a query on, to the end.</summary>
    public async Task<IReadOnlyList<Guid>> WalkAsync(string query, Func<Task>? betweenPages = null)
    {
        var all = new List<Guid>();
        for (var next = $"{Statements}?{query}"; next.Length > 0;)
        {
            var page = (await SendAsync(HttpMethod.Get, next.TrimStart('/'))).Is(HttpStatusCode.OK);
            all.AddRange(page.Ids);
            next = page.More;
            if (betweenPages is not null)
                await betweenPages();
        }

        return all;
    }

    public static StringContent Json(string json)
    {
        var content = new StringContent(json, new UTF8Encoding(false));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>Sends a request and hands out the answer before its body is read.</summary>
    public Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add(Answer.VersionHeader, "2.0.0");
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, string? version = "2.0.0", Action<HttpRequestMessage>? change = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (version is not null)
            request.Headers.Add(Answer.VersionHeader, version);
        change?.Invoke(request);
        using var response = await http.SendAsync(request, cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var answer = new Answer(response.StatusCode, headers, Encoding.UTF8.GetString(bytes)) { Bytes = bytes };
        if (path.StartsWith("xapi/", StringComparison.OrdinalIgnoreCase))
            Check(answer, path, version);
        return answer;
    }

    public void Dispose() => http.Dispose();

    private static void Check(Answer answer, string path, string? version)
    {
        Assert.Equal(version?.StartsWith("1.0", StringComparison.Ordinal) == true ? "1.0.3" : "2.0.0", answer.Headers[Answer.VersionHeader]);
        Assert.True(answer.Headers.ContainsKey("Date"), "Every answer has a Date.");
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.Status);
        if (path.StartsWith(Statements, StringComparison.OrdinalIgnoreCase))
            Assert.InRange(answer.Bound, DateTime.UnixEpoch, DateTime.MaxValue);
    }
}
