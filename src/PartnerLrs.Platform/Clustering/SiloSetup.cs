using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Platform.Clustering;

/// <summary>The Orleans silo of this process.</summary>
public static class SiloSetup
{
    /// <summary>The name of the grain storage, for <c>[PersistentState]</c>.</summary>
    public const string Storage = "partnerlrs";

    private const string Id = "partnerlrs";
    private const string Tables = "partnerlrs-tables";

    /// <summary>Adds a silo that keeps its grains' snapshots in the process's database, on either dialect.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="database">The database; it must be migrated before the host starts, because Orleans reads its queries once.</param>
    public static void AddSilo(this IHostApplicationBuilder builder, Database database) => builder.UseOrleans(silo =>
    {
        // One process: the ports serve nobody else, so any free ones on loopback do.
        var siloPort = FreePort();
        silo.UseLocalhostClustering(siloPort, FreePort(), new IPEndPoint(IPAddress.Loopback, siloPort), Id, Id);
        silo.Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback);
        silo.AddAdoNetGrainStorage(Tables, storage => storage.Configure<ILogger<GrainStateSerializer>>((options, log) =>
        {
            options.Invariant = database.Dialect == Dialect.Postgres ? "Npgsql" : "System.Data.SQLite";
            options.ConnectionString = database.ConnectionString;
            options.GrainStorageSerializer = new GrainStateSerializer(log);
        }));
        silo.Services.AddKeyedSingleton<IGrainStorage>(Storage, (services, _) =>
        {
            var tables = services.GetRequiredKeyedService<IGrainStorage>(Tables);
            return database.Dialect == Dialect.Sqlite ? new GrainStorageInTurn(tables, database) : tables;
        });
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
