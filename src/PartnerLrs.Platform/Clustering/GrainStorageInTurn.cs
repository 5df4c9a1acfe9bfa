using Orleans.Storage;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Platform.Clustering;

/// <summary>Grain storage in a SQLite file, whose writes take turns with all others in this process.</summary>
/// <param name="tables">Where the snapshots are.</param>
/// <param name="database">The database in which that is.</param>
internal sealed class GrainStorageInTurn(IGrainStorage tables, Database database) : IGrainStorage
{
    private readonly WriteTurns turns = WriteTurns.Of(database.ConnectionString);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => tables.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => InTurnAsync(() => tables.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => InTurnAsync(() => tables.ClearStateAsync(stateName, grainId, grainState));

    private Task InTurnAsync(Func<Task> write) => turns.RunAsync(
        async () =>
        {
            await write();
            return true;
        },
        default);
}
