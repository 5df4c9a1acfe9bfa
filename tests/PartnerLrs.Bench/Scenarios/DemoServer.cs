using PartnerLrs.Bench.Load;
using PartnerLrs.Bench.Subjects;

namespace PartnerLrs.Bench.Scenarios;

/// <summary>A server of ours with the demo programme: 40 partners and 400 people whose certifications its gates know.</summary>
internal static class DemoServer
{
    /// <summary>Starts one on a database that goes with it.</summary>
    public static async Task<OwnServer> StartAsync(Session session, DatabaseKind? kind, CancellationToken cancellationToken)
    {
        if (kind is not { } own)
            throw new BenchException("gates, lag and start need a server that this tool starts; leave --url out.");
        var database = await session.CreateDatabaseAsync(own, cancellationToken);
        try
        {
            await session.SayAsync("loading the demo programme");
            await OwnServer.SeedDemoAsync(database, cancellationToken);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }

        return await session.StartAsync(database, cancellationToken);
    }

    /// <summary>Asks gates of it.</summary>
    public static async Task<Requests> GateRequestsAsync(OwnServer server, CancellationToken cancellationToken) =>
        new(server.Root, await server.CredentialAsync("bench-prm", ["gates/check"], cancellationToken), server.Version);

    /// <summary>The gate of a partner, below the server's address.</summary>
    public static string Gate(string partner) => $"api/v1/gates/deal-registration/partners/crm:{partner}";
}
