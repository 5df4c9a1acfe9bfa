using System.Collections.Concurrent;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Reporting.Tests;

[assembly: AssemblyFixture(typeof(FeedWorlds))]

namespace PartnerLrs.Reporting.Tests;

/// <summary>One world per database for the whole run, made when it is first asked for.</summary>
public sealed class FeedWorlds : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Dialect, Lazy<Task<FeedWorld>>> worlds = new();

    internal Task<FeedWorld> OnAsync(Dialect dialect) => worlds.GetOrAdd(dialect, d => new Lazy<Task<FeedWorld>>(() => FeedWorld.StartAsync(d))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var world in worlds.Values)
            await (await world.Value).DisposeAsync();
    }
}
