using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Platform.Clustering;

/// <summary>The grains' snapshots as a whole. They are a cache (law 7): the next activation of each grain makes its own again.</summary>
public static class GrainSnapshots
{
    /// <summary>Deletes all of them. Only while no silo runs on the database: a grain that is active would write its own over it.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> ForgetAsync(Database database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var delete = connection.Command("DELETE FROM OrleansStorage");
        return await delete.ExecuteNonQueryAsync(cancellationToken);
    }
}
