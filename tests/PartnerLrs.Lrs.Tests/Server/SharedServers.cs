using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace PartnerLrs.Lrs.Tests.Server;

/// <summary>One server per database for tests that mind only their own statements; it starts when the first of them asks.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Dialect, Lazy<Task<LrsServer>>> servers = new();

    public Task<LrsServer> OnAsync(Dialect dialect) => servers.GetOrAdd(dialect, _ => new Lazy<Task<LrsServer>>(() => LrsServer.StartAsync(dialect))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers.Values)
            await (await server.Value).DisposeAsync();
    }
}
