using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Host.Startup;

/// <summary>A running server: lock, migrations, silo, web server, in that order, and back.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly SingleProcess right;

    private Server(WebApplication app, SingleProcess right)
    {
        App = app;
        this.right = right;
    }

    /// <summary>The application.</summary>
    public WebApplication App { get; }

    /// <summary>The first address that is listened on, as a client on this machine would use it.</summary>
    public string Address => App.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()
        .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal).Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal);

    /// <summary>Starts a server.</summary>
    /// <exception cref="StartupException">Configuration, database or address stand in the way.</exception>
    public static async Task<Server> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var database = app.Services.GetRequiredService<Database>();
        await database.CheckAsync(cancellationToken);
        var right = await SingleProcess.TakeAsync(database, TimeProvider.System, cancellationToken);
        try
        {
            await app.Services.GetRequiredService<MigrationRunner>().RunAsync(cancellationToken);
            await app.StartAsync(cancellationToken);
            return new Server(app, right);
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            await right.DisposeAsync();
            if (e is IOException or SocketException or InvalidOperationException && IsAddress(e))
                throw new StartupException(ExitCode.Address, $"Cannot listen on {app.Services.GetRequiredService<HostOptions>().Urls} (Urls): {Root(e).Message.TrimEnd('.')}. Stop what uses it, or choose another with --Urls=http://127.0.0.1:PORT.", e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await right.DisposeAsync();
    }

    private static bool IsAddress(Exception e) => Root(e) is SocketException || e.Message.Contains("bind", StringComparison.OrdinalIgnoreCase);

    private static Exception Root(Exception e) => e.InnerException is null ? e : Root(e.InnerException);
}
