using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Testing;

namespace PartnerLrs.Program.Tests.Versions;

/// <summary>The module on a real database behind a real HTTP server, with a clock that stands still.</summary>
internal sealed class ProgramServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TestDatabase? owned;

    private ProgramServer(WebApplication app, TestDatabase? owned, FakeTimeProvider clock)
    {
        this.app = app;
        this.owned = owned;
        Clock = clock;
    }

    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => app.Services;

    public static MigrationSource Migrations { get; } = new("program", typeof(ProgramModule).Assembly);

    public static async Task<ProgramServer> StartAsync(Dialect dialect, params IPolicyObserver[] observers)
    {
        var test = await TestDatabase.MigratedAsync(dialect, Migrations);
        return await StartAsync(test.Database, test, observers);
    }

    /// <summary>Another process on the same database.</summary>
    public Task<ProgramServer> BesideAsync() => StartAsync(Services.GetRequiredService<Database>(), null);

    public async Task<HttpClient> ClientAsync(string[] scopes, string? partner = null)
    {
        var issued = (await Services.GetRequiredService<CredentialStore>().AddAsync($"caller-{string.Join('-', scopes).Replace('/', '-')}-{partner ?? "nobody"}", scopes, partner, null, null, default)).Value;
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{issued.Credential.Key}:{issued.Secret}")));
        return client;
    }

    public static async Task<(int Status, JsonNode? Body)> SendAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/program{path}");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (owned is not null)
            await owned.DisposeAsync();
    }

    private static async Task<ProgramServer> StartAsync(Database database, TestDatabase? owned, params IPolicyObserver[] observers)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddPlatform(database);
        builder.Services.AddProgramModule();
        foreach (var observer in observers)
            builder.Services.AddSingleton(observer);
        var web = builder.Build();
        web.UseAuthentication();
        web.UseAuthorization();
        web.MapProgramEndpoints();
        await web.StartAsync();
        return new ProgramServer(web, owned, clock);
    }
}
