using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PartnerLrs.Partners;
using PartnerLrs.Performance.Contracts;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Performance.Tests;

/// <summary>Partners and deals behind real HTTP, on a database of its own, at noon of 1 March 2026. Two partners, crm:nord and crm:sud, each with a person.</summary>
internal sealed class DealsHost : IAsyncDisposable
{
    public const string Address = "/api/v1/deals";

    private readonly TestDatabase testDatabase;
    private readonly WebApplication server;
    private readonly List<HttpClient> clients = [];

    private DealsHost(TestDatabase database, WebApplication app, FakeTimeProvider clock, CountingObserver observer)
    {
        testDatabase = database;
        server = app;
        Clock = clock;
        Observer = observer;
    }

    public FakeTimeProvider Clock { get; }

    public CountingObserver Observer { get; }

    /// <summary>May write deals of any partner.</summary>
    public HttpClient Writer { get; private set; } = null!;

    public string Nord { get; private set; } = "";

    public string Sud { get; private set; } = "";

    public string Ada { get; private set; } = "";

    public IDealRecords Records => server.Services.GetRequiredService<IDealRecords>();

    public static async Task<DealsHost> StartAsync(Dialect dialect)
    {
        var database = await TestDatabase.MigratedAsync(
            dialect, new MigrationSource("partners", typeof(PartnersModule).Assembly), new MigrationSource("performance", typeof(PerformanceModule).Assembly));
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var observer = new CountingObserver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IDealObserver>(observer);
        builder.Services.AddPlatform(database.Database);
        builder.Services.AddPartnersModule();
        builder.Services.AddPerformanceModule();
        var app = builder.Build();
        app.MapPartnersEndpoints();
        app.MapPerformanceEndpoints();
        await app.StartAsync();
        var host = new DealsHost(database, app, clock, observer);
        var admin = await host.ClientAsync(null, Scopes.PartnersWrite);
        host.Nord = await admin.AddAsync("/api/v1/partners", new { source = "crm", externalId = "nord", name = "Nord" });
        host.Sud = await admin.AddAsync("/api/v1/partners", new { source = "crm", externalId = "sud", name = "Sud" });
        host.Ada = await admin.AddAsync("/api/v1/people", new { source = "hr", externalId = "ada", name = "Ada" });
        await admin.AddAsync("/api/v1/people", new { source = "hr", externalId = "bo", name = "Bo" });
        await admin.AddAsync("/api/v1/affiliations", new { person = "hr:ada", partner = "crm:nord", roles = new[] { "sales" } });
        await admin.AddAsync("/api/v1/affiliations", new { person = "hr:bo", partner = "crm:sud", roles = new[] { "sales" } });
        host.Writer = await host.ClientAsync(null, Scopes.DealsWrite);
        return host;
    }

    /// <summary>A deal that is complete.</summary>
    public static JsonObject Deal(string externalId = "1", string partner = "crm:nord", string status = "submitted", params (string Name, JsonNode? Value)[] more)
    {
        var deal = new JsonObject { ["source"] = "crm", ["externalId"] = externalId, ["partner"] = partner, ["status"] = status, ["submittedAt"] = "2026-02-01T00:00:00Z" };
        foreach (var (name, value) in more)
            deal[name] = value;
        return deal;
    }

    public async Task<HttpClient> ClientAsync(string? partnerId, params string[] scopes)
    {
        var issued = (await server.Services.GetRequiredService<CredentialStore>().AddAsync($"client-{clients.Count}", scopes, partnerId, null, null, default)).Value;
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{issued.Credential.Key}:{issued.Secret}")));
        return client;
    }

    public HttpClient Anonymous()
    {
        var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        clients.Add(client);
        return client;
    }

    public async Task<List<DealRow>> FeedAsync(string? partnerId, Func<IQueryable<DealRow>, IQueryable<DealRow>> query)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return query(scope.ServiceProvider.GetRequiredService<IFeed<DealRow>>().Rows(partnerId)).ToList();
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await server.DisposeAsync();
        await testDatabase.DisposeAsync();
    }

    internal sealed class CountingObserver : IDealObserver
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

    public static async Task<(int Status, JsonNode Body)> PostTextAsync(this HttpClient client, string path, string json, string type = "application/json")
    {
        using var content = new StringContent(json, Encoding.UTF8, type);
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return ((int)response.StatusCode, await BodyAsync(response));
    }

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

    public static string Code(this JsonNode problem) => ((string)problem["type"]!)["urn:partnerlrs:problem:".Length..];

    public static string? Pointer(this JsonNode problem) => (string?)problem["errors"]?[0]?["pointer"];

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
