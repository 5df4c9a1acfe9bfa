using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartnerLrs.Partners;
using PartnerLrs.Performance;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Standing.Contracts;
using PartnerLrs.Testing;

namespace PartnerLrs.Reporting.Tests;

/// <summary>The feeds behind real HTTP: partners and people through their own API, 12,000 awards and 40 gate states. Tests only read it.</summary>
internal sealed class FeedWorld : IAsyncDisposable
{
    public const int AwardCount = 12_000;

    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TestDatabase testDatabase;
    private readonly WebApplication server;
    private readonly List<HttpClient> clients = [];

    private FeedWorld(TestDatabase database, WebApplication app)
    {
        testDatabase = database;
        server = app;
    }

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Ids of partners by the last part of their external ids.</summary>
    public IReadOnlyDictionary<string, string> Partners { get; private set; } = new Dictionary<string, string>();

    public IServiceProvider Services => server.Services;

    public Uri Address => new(server.Urls.First());

    public static async Task<FeedWorld> StartAsync(Dialect dialect)
    {
        var database = await TestDatabase.MigratedAsync(dialect, new MigrationSource("partners", typeof(PartnersModule).Assembly), new MigrationSource("performance", typeof(PerformanceModule).Assembly));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddPlatform(database.Database);
        builder.Services.AddPartnersModule();
        builder.Services.AddPerformanceModule();
        builder.Services.AddReportingModule();
        builder.Services.AddDbContext<TestFeeds>(database.Database.Configure);
        builder.Services.AddScoped<IFeed<AwardRow>, TestFeeds.AwardFeed>();
        builder.Services.AddScoped<IFeed<GateStatusRow>, TestFeeds.GateStatusFeed>();
        var app = builder.Build();
        app.MapPartnersEndpoints();
        app.MapPerformanceEndpoints();
        app.MapReportingEndpoints();
        await app.StartAsync();
        var world = new FeedWorld(database, app);
        world.Client = await world.ClientAsync(null, Scopes.FeedsRead);
        await world.SeedAsync();
        return world;
    }

    public async Task<IssuedCredential> CredentialAsync(string? partnerId, params string[] scopes) =>
        (await server.Services.GetRequiredService<CredentialStore>().AddAsync(Path.GetRandomFileName(), scopes, partnerId, null, null, default)).Value;

    public async Task<HttpClient> ClientAsync(string? partnerId, params string[] scopes)
    {
        var issued = await CredentialAsync(partnerId, scopes);
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{issued.Credential.Key}:{issued.Secret}")));
        return client;
    }

    public HttpClient Anonymous()
    {
        var client = new HttpClient { BaseAddress = Address };
        lock (clients)
            clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await server.DisposeAsync();
        await testDatabase.DisposeAsync();
    }

    private async Task SeedAsync()
    {
        var writer = await ClientAsync(null, Scopes.PartnersWrite, Scopes.DealsWrite);
        var partners = await PostAsync("/api/v1/partners", new[] { "nordwind|Nordwind GmbH", "obrien|O'Brien & \"Sons\"", "tokyo|東京 Söhne 100%" }
            .Select(text => text.Split('|')).Select(part => new { source = "crm", externalId = part[0], name = part[1] }));
        string[] names = ["nordwind", "obrien", "tokyo"];
        Partners = names.Zip(partners).ToDictionary(pair => pair.First, pair => pair.Second);
        await PostAsync("/api/v1/partners", [new { source = "crm", externalId = "daughter", name = "nordwind daughter", parent = "crm:nordwind", status = "inactive" }]);
        await PostAsync("/api/v1/people", Enumerable.Range(0, 30).Select(i => new { source = "hr", externalId = $"{i:00}", name = $"Person {i:00}" }));
        await PostAsync("/api/v1/affiliations", Enumerable.Range(0, 20).Select(i => new { person = $"hr:{i:00}", partner = $"crm:{names[i % 2]}", roles = new[] { "sales" } }));
        await PostAsync("/api/v1/deals", Enumerable.Range(0, 60).Select(i => new
        {
            source = "crm",
            externalId = $"{i:00}",
            partner = $"crm:{names[i % 3]}",
            status = "submitted",
            submittedAt = "2026-01-01T00:00:00Z",
            amount = i % 4 == 0 ? null : (decimal?)(i * 37 % 50) + (i % 2 == 0 ? 0.25m : 0m),
            currency = i % 4 == 0 ? null : i % 2 == 0 ? "EUR" : "JPY",
        }));

        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TestFeeds>();
        await db.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
        db.AddRange(Enumerable.Range(0, AwardCount).Select(i => new AwardRow
        {
            Id = $"award-{i:00000}",
            ExternalId = $"award-{i:00000}",
            PersonId = $"person-{i % 400}",
            PersonExternalId = "",
            PartnerId = i % 7 == 0 ? null : Partners[names[i % 3]],
            Certification = $"SLS-{i % 5}00",
            EarnedAt = Start.AddMinutes(i),
            KnownAt = Start.AddMinutes(i),
            ExpiresAt = i % 5 == 0 ? null : Start.AddDays(i * 37 % 100).AddMicroseconds(i % 3),
            State = i % 2 == 0 ? "active" : "expired",
            ModifiedAt = Start.AddMinutes(i),
        }));
        db.AddRange(Enumerable.Range(0, 40).Select(i => new GateStatusRow
        {
            Id = $"{Partners[names[i % 2]]}/gate-{i:00}",
            ExternalId = $"{Partners[names[i % 2]]}/gate-{i:00}",
            PartnerId = Partners[names[i % 2]],
            PartnerExternalId = $"crm:{names[i % 2]}",
            Gate = $"gate-{i:00}",
            Allowed = i % 4 == 0,
            Tier = i % 3 == 0 ? "" : "silver",
            Short = i % 4 == 0 ? "" : "SLS-200 ≥ 1 (0)",
            PolicyVersion = i % 6,
            ValidFrom = Start,
            ValidUntil = i % 3 == 0 ? null : Start.AddDays(i),
            ModifiedAt = Start,
        }));
        await db.SaveChangesAsync();

        async Task<List<string>> PostAsync(string path, IEnumerable<object> rows)
        {
            using var response = await writer.PostAsJsonAsync(new Uri(path, UriKind.Relative), rows);
            var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
            Assert.Equal(0, (int)answer["failed"]!);
            return answer["results"]!.AsArray().Select(result => (string)result!["id"]!).ToList();
        }
    }
}
