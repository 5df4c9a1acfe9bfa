using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Migrations;

namespace PartnerLrs.Lrs.Tests.Server;

/// <summary>The LRS over real HTTP on a port of its own, on a real database.</summary>
public sealed class LrsServer : IAsyncDisposable
{
    private readonly Lazy<Task<LrsClient>> all;
    private readonly WebApplication app;
    private readonly TestDatabase database;
    private readonly bool ownsDatabase;

    private LrsServer(WebApplication app, TestDatabase database, bool ownsDatabase)
    {
        this.app = app;
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        all = new Lazy<Task<LrsClient>>(() => ClientAsync("all", [Scopes.All]));
        Root = new Uri(app.Urls.Single() + "/");
    }

    public Uri Root { get; }

    public Database Database => database.Database;

    public IServiceProvider Services => app.Services;

    public IStatementLog Log => Services.GetRequiredService<IStatementLog>();

    /// <summary>A credential that may do everything in the LRS.</summary>
    public Task<LrsClient> AllAsync() => all.Value;

    /// <summary>Starts a server on a new database.</summary>
    public static async Task<LrsServer> StartAsync(Dialect dialect, Action<LrsOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var test = await TestDatabase.CreateAsync(dialect);
        return await StartAsync(test, ownsDatabase: true, configure, services);
    }

    /// <summary>Starts one more process's worth of server on this one's database.</summary>
    public Task<LrsServer> StartAnotherAsync() => StartAsync(database, ownsDatabase: false, null, null);

    /// <summary>Makes a credential and a client that uses it.</summary>
    public async Task<LrsClient> ClientAsync(string name, IReadOnlyList<string> scopes, string? partnerId = null)
    {
        var issued = await Services.GetRequiredService<CredentialStore>().AddAsync(name, scopes, partnerId, null, null, default);
        return new LrsClient(Root, issued.Value.Credential, issued.Value.Secret);
    }

    /// <summary>A client without a credential.</summary>
    public LrsClient Stranger() => new(Root, null, null);

    public async ValueTask DisposeAsync()
    {
        if (all.IsValueCreated)
            (await all.Value).Dispose();
        await app.DisposeAsync();
        if (ownsDatabase)
            await database.DisposeAsync();
    }

    private static async Task<LrsServer> StartAsync(TestDatabase test, bool ownsDatabase, Action<LrsOptions>? configure, Action<IServiceCollection>? services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        services?.Invoke(builder.Services);
        builder.Services.AddPlatform(test.Database).AddLrs();
        builder.Services.Configure<LrsOptions>(options => configure?.Invoke(options));
        var built = builder.Build();
        await built.Services.GetRequiredService<MigrationRunner>().RunAsync(default);
        built.UseXapi();
        built.UseAuthentication();
        built.UseAuthorization();
        built.MapLrsEndpoints();
        await built.StartAsync();
        return new LrsServer(built, test, ownsDatabase);
    }
}
