using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Testing;

namespace PartnerLrs.Partners.Tests;

/// <summary>The module behind real HTTP, on a database of its own, at noon of 1 March 2026.</summary>
internal sealed class PartnersHost : IAsyncDisposable
{
    private readonly TestDatabase testDatabase;
    private readonly WebApplication server;
    private readonly List<HttpClient> clients = [];

    private PartnersHost(TestDatabase database, WebApplication app, FakeTimeProvider clock, CountingObserver observer)
    {
        testDatabase = database;
        server = app;
        Clock = clock;
        Observer = observer;
    }

    public FakeTimeProvider Clock { get; }

    public CountingObserver Observer { get; }

    public FixedCatalog Catalog => (FixedCatalog)server.Services.GetRequiredService<IProgramCatalog>();

    public HttpClient Admin { get; private set; } = null!;

    public IPartnerDirectory Directory => server.Services.GetRequiredService<IPartnerDirectory>();

    public IServiceProvider Services => server.Services;

    public static async Task<PartnersHost> StartAsync(Dialect dialect)
    {
        var database = await TestDatabase.MigratedAsync(dialect, new MigrationSource("partners", typeof(PartnersModule).Assembly));
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var observer = new CountingObserver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IDirectoryObserver>(observer);
        builder.Services.AddSingleton<IProgramCatalog>(new FixedCatalog());
        builder.Services.AddPlatform(database.Database);
        builder.Services.AddPartnersModule();
        var app = builder.Build();
        app.MapPartnersEndpoints();
        await app.StartAsync();
        var host = new PartnersHost(database, app, clock, observer);
        host.Admin = await host.ClientAsync(null, Scopes.PartnersWrite);
        return host;
    }

    public async Task<HttpClient> ClientAsync(string? partnerId, params string[] scopes)
    {
        var issued = (await server.Services.GetRequiredService<CredentialStore>().AddAsync($"client-{clients.Count}", scopes, partnerId, null, null, default)).Value;
        var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{issued.Credential.Key}:{issued.Secret}")));
        clients.Add(client);
        return client;
    }

    public HttpClient Anonymous() => new() { BaseAddress = new Uri(server.Urls.First()) };

    public async Task<long> CountAsync(string table)
    {
        await using var connection = await testDatabase.Database.OpenAsync();
        await using var select = connection.Command($"SELECT COUNT(*) FROM {table}");
        return Convert.ToInt64(await select.ExecuteScalarAsync());
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await server.DisposeAsync();
        await testDatabase.DisposeAsync();
    }

    internal sealed class CountingObserver : IDirectoryObserver
    {
        public int Nudges { get; private set; }

        public void Changed() => Nudges++;
    }
}

internal static class Http
{
    public static async Task<(int Status, JsonNode Body)> PostAsync(this HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        return ((int)response.StatusCode, await BodyAsync(response));
    }

    public static async Task<(int Status, JsonNode Body)> PostTextAsync(this HttpClient client, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return ((int)response.StatusCode, await BodyAsync(response));
    }

    /// <summary>Posts what must succeed and gives the resource's id.</summary>
    public static async Task<string> AddAsync(this HttpClient client, string path, object body)
    {
        var (status, answer) = await client.PostAsync(path, body);
        Assert.True(status is 200 or 201, answer.ToJsonString());
        return (string)answer["id"]!;
    }

    public static async Task<(int Status, JsonNode Body)> GetJsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)response.StatusCode, await BodyAsync(response));
    }

    public static string Code(this JsonNode problem)
    {
        const string prefix = "urn:partnerlrs:problem:";
        var type = (string)problem["type"]!;
        Assert.StartsWith(prefix, type, StringComparison.Ordinal);
        return type[prefix.Length..];
    }

    public static string? Pointer(this JsonNode problem) => (string?)problem["errors"]?[0]?["pointer"];

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
