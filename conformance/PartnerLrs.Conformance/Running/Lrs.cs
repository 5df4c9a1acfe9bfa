using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerLrs.Conformance.Running;

/// <summary>The LRS under test, spoken to in one version.</summary>
internal sealed class Lrs : IDisposable
{
    public const string VersionHeader = "X-Experience-API-Version";
    public const string BoundHeader = "X-Experience-API-Consistent-Through";

    private readonly HttpClient http = new();
    private readonly ConformanceOptions options;
    private readonly Uri root;
    private readonly AuthenticationHeaderValue credential;
    private readonly CancellationToken cancellationToken;

    public Lrs(ConformanceOptions options, CancellationToken cancellationToken)
    {
        this.options = options;
        this.cancellationToken = cancellationToken;
        root = new Uri(options.Endpoint.ToString().TrimEnd('/') + "/");
        credential = Basic(options.Key, options.Secret);
    }

    public bool IsV2 => options.Version == SpokenVersion.V2;

    /// <summary>The version header that is sent.</summary>
    public string Version => IsV2 ? "2.0.0" : "1.0.3";

    public string Key => options.Key;

    /// <summary>The Authorization header that is sent.</summary>
    public string Authorization => credential.ToString();

    public static AuthenticationHeaderValue Basic(string key, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}")));

    /// <summary>Sends a request; relative addresses are below the endpoint.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string address, string? json = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, address));
        request.Headers.Add(VersionHeader, Version);
        request.Headers.Authorization = credential;
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        change?.Invoke(request);
        using var response = await http.SendAsync(request, cancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply($"{method} {address}", (int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public Task<Reply> PostAsync(JsonNode body) => SendAsync(HttpMethod.Post, "statements", body.ToJsonString());

    /// <summary>POSTs statements with attachments.</summary>
    public Task<Reply> PostAsync(JsonNode statements, params IEnumerable<AttachmentPart> attachments) => PostMultipartAsync(MultipartBody.Write(statements, attachments));

    /// <summary>POSTs a body as multipart/mixed.</summary>
    /// <param name="body">The body.</param>
    /// <param name="parameters">The parameters of the media type, each after a semicolon.</param>
    public Task<Reply> PostMultipartAsync(string body, string parameters = $"; boundary={MultipartBody.Boundary}") => SendAsync(
        HttpMethod.Post, "statements", body, request => request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed" + parameters));

    public Task<Reply> PutAsync(Guid id, JsonNode body) => SendAsync(HttpMethod.Put, $"statements?statementId={id:D}", body.ToJsonString());

    /// <summary>GET of the statements resource with parameters, which are escaped here.</summary>
    public Task<Reply> GetAsync(params (string Name, string Value)[] parameters) =>
        SendAsync(HttpMethod.Get, "statements?" + string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}")));

    public Task<Reply> ByIdAsync(Guid id) => GetAsync(("statementId", id.ToString("D")));

    public Task<Reply> VoidedAsync(Guid id) => GetAsync(("voidedStatementId", id.ToString("D")));

    /// <summary>Stores statements that have ids, and waits until they can be read: the LRS may answer before that.</summary>
    public async Task StoreAsync(params JsonObject[] statements)
    {
        (await PostAsync(new JsonArray([.. statements.Select(statement => statement.DeepClone())]))).Is(200);
        var started = options.Clock.GetTimestamp();
        foreach (var id in statements.Select(Sample.IdOf))
        {
            while ((await ByIdAsync(id)).Status != 200 && (await VoidedAsync(id)).Status != 200)
            {
                Check.That(options.Clock.GetElapsedTime(started) < options.Patience, $"The statement {id} was accepted, but cannot be read after {options.Patience.TotalSeconds} seconds.");
                await Task.Delay(TimeSpan.FromMilliseconds(100), options.Clock, cancellationToken);
            }
        }
    }

    /// <summary>Waits until something holds that the LRS may take its time for.</summary>
    public async Task<bool> EventuallyAsync(Func<Task<bool>> holds)
    {
        var started = options.Clock.GetTimestamp();
        while (!await holds())
        {
            if (options.Clock.GetElapsedTime(started) >= options.Patience)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(100), options.Clock, cancellationToken);
        }

        return true;
    }

    /// <summary>Every page from a query on, to the end.</summary>
    public async Task<IReadOnlyList<Guid>> WalkAsync((string Name, string Value)[] parameters, Func<Task>? betweenPages = null)
    {
        var all = new List<Guid>();
        var page = (await GetAsync(parameters)).Is(200);
        while (true)
        {
            all.AddRange(page.Ids);
            Check.That(all.Count < 10_000, "The pages do not end.");
            if (page.More.Length == 0)
                return all;
            if (betweenPages is not null)
                await betweenPages();
            page = (await SendAsync(HttpMethod.Get, page.More)).Is(200);
        }
    }

    public void Dispose() => http.Dispose();
}
