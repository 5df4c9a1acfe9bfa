using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Host.Startup;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests;

/// <summary>The whole server in this process, on a database of its own and a free port.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private Server server;

    private TestServer(TestDatabase database, Server server)
    {
        Database = database;
        this.server = server;
    }

    public TestDatabase Database { get; }

    public IServiceProvider Services => server.App.Services;

    public string Address => server.Address;

    public static async Task<TestServer> StartAsync(Dialect dialect, params string[] settings) => await StartAsync(await TestDatabase.CreateAsync(dialect), settings);

    /// <summary>On a database that was made before.</summary>
    public static async Task<TestServer> StartAsync(TestDatabase database, params string[] settings) => new(database, await ServeAsync(database, settings));

    /// <summary>A client with a new credential of these scopes.</summary>
    public async Task<ApiClient> ClientAsync(string name, string? partnerId, params string[] scopes)
    {
        var issued = (await Services.GetRequiredService<CredentialStore>().AddAsync(name, scopes, partnerId, null, null, default)).Value;
        return new ApiClient(Address, issued.Credential.Key, issued.Secret);
    }

    public Task<ApiClient> AdministratorAsync() => ClientAsync($"administrator-{Path.GetRandomFileName()}", null, Scopes.Admin, Scopes.All);

    /// <summary>Stops the server and starts another one on the same database.</summary>
    public async Task RestartAsync(Func<Task>? between = null)
    {
        await server.DisposeAsync();
        if (between is not null)
            await between();
        server = await ServeAsync(Database);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        File.Delete(ReceiptKeyFile);
        await Database.DisposeAsync();
    }

    /// <summary>Where the secret of receipts is kept.</summary>
    public string ReceiptKeyFile => KeyFileFor(Database);

    private static string KeyFileFor(TestDatabase database) => database.Database.Dialect == Dialect.Sqlite
        ? Path.Combine(Path.GetDirectoryName(database.Database.Location)!, "receipts.key")
        : Path.Combine(Path.GetTempPath(), $"{Path.GetFileName(database.Database.Location)}.key");

    private static Task<Server> ServeAsync(TestDatabase database, params string[] settings) => Server.StartAsync(
        PartnerLrsApp.Build(["--Urls=http://127.0.0.1:0", $"--ConnectionStrings:PartnerLrs={database.ConnectionString}", $"--Receipts:KeyFile={KeyFileFor(database)}", .. settings]), default);
}

/// <summary>Speaks to a server over real HTTP with one credential.</summary>
internal sealed class ApiClient : IDisposable
{
    public ApiClient(string address, string key, string secret)
    {
        Http = new HttpClient { BaseAddress = new Uri(address) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}")));
        Http.DefaultRequestHeaders.Add("X-Experience-API-Version", "2.0.0");
    }

    public HttpClient Http { get; }

    public async Task<JsonNode> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(response, expected);
    }

    public async Task<JsonNode> PostAsync(string path, JsonNode body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await ReadAsync(response, expected);
    }

    /// <summary>Posts a text as JSON, whatever it is.</summary>
    public async Task<JsonNode> PostTextAsync(string path, string text, HttpStatusCode expected, string type = "application/json")
    {
        using var content = new StringContent(text, Encoding.UTF8, type);
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await ReadAsync(response, expected);
    }

    public async Task<JsonNode> DeleteAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Http.DeleteAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(response, expected);
    }

    /// <summary>Asks until an answer satisfies, for at most twenty seconds.</summary>
    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> satisfied)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await GetAsync(path);
            if (satisfied(answer))
                return answer;
            if (TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(20))
                Assert.Fail($"{path} still answers {answer.ToJsonString()}");
            await Task.Delay(20);
        }
    }

    public void Dispose() => Http.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        return text.Length == 0 ? JsonValue.Create("") : JsonNode.Parse(text)!;
    }
}
