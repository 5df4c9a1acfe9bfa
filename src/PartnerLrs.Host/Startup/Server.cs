using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Host.Startup;

/// <summary>A running server: lock, migrations, silo, web server, in that order, and back.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    private readonly SingleProcess right;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task keeping;

    private Server(WebApplication app, SingleProcess right, int migrated)
    {
        App = app;
        Migrated = migrated;
        this.right = right;
        keeping = KeepRightAsync(app.Services.GetRequiredService<ILogger<Server>>());
    }

    /// <summary>The application.</summary>
    public WebApplication App { get; }

    /// <summary>How many migrations were applied at this start.</summary>
    public int Migrated { get; }

    /// <summary>The first address that is listened on, as a client on this machine would use it.</summary>
    public string Address => App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal).Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal);

    /// <summary>Starts a server.</summary>
    /// <param name="app">The application.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="prepare">What is done with the migrated database before anything runs on it.</param>
    /// <exception cref="StartupException">Configuration, database or address stand in the way.</exception>
    public static async Task<Server> StartAsync(WebApplication app, CancellationToken cancellationToken, Func<Task>? prepare = null)
    {
        var database = app.Services.GetRequiredService<Database>();
        await database.CheckAsync(cancellationToken);
        var taken = await SingleProcess.TakeAsync(database, TimeProvider.System, cancellationToken);
        try
        {
            FindTaken(app.Services.GetRequiredService<Settings>().Urls);
            var migrated = await app.Services.GetRequiredService<MigrationRunner>().RunAsync(cancellationToken);
            if (prepare is not null)
                await prepare();
            await app.StartAsync(cancellationToken);
            return new Server(app, taken, migrated);
        }
        catch (Exception e)
        {
            var urls = app.Services.GetRequiredService<Settings>().Urls;
            await app.DisposeAsync();
            await taken.DisposeAsync();
            if (e is IOException or SocketException or InvalidOperationException && IsAddress(e))
                throw new StartupException(ExitCode.Address, $"Cannot listen on {urls} (Urls): {Root(e).Message.TrimEnd('.')}. Stop what uses it, or choose another with --Urls=http://127.0.0.1:PORT.", e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await stopping.CancelAsync();
        await keeping;
        await App.DisposeAsync();
        await right.DisposeAsync();
        stopping.Dispose();
    }

    private async Task KeepRightAsync(ILogger<Server> log)
    {
        try
        {
            await right.KeepAsync(stopping.Token);
            LogLost(log);
            App.Lifetime.StopApplication();
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "While the database was away another process has begun to serve it; this one stops")]
    private static partial void LogLost(ILogger log);

    /// <summary>Finds an address that is taken before anything is started that would then have to be torn down, with pages of complaints.</summary>
    private static void FindTaken(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.IsUnixPipe || address.Port == 0)
                continue;
            var host = address.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host, out var ip) ? ip : IPAddress.Any;
            using var probe = new TcpListener(host, address.Port);
            probe.Start();
        }
    }

    private static bool IsAddress(Exception e) => Root(e) is SocketException || e.Message.Contains("bind", StringComparison.OrdinalIgnoreCase);

    private static Exception Root(Exception e) => e.InnerException is null ? e : Root(e.InnerException);
}
