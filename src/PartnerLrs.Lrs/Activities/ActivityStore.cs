using System.Data.Common;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Activities;

/// <summary>Reads what the LRS holds of activities.</summary>
internal sealed class ActivityStore(Database database)
{
    /// <summary>The key under which an activity is held.</summary>
    public static IndexKey KeyOf(string activityId) => IndexKey.Of(IndexKeyKind.RelatedActivity, activityId);

    /// <summary>The definitions of those activities that have one, by IRI.</summary>
    public async Task<Dictionary<string, byte[]>> FindAsync(IReadOnlyCollection<string> activityIds, CancellationToken cancellationToken)
    {
        if (activityIds.Count == 0)
            return [];
        await using var connection = await database.OpenAsync(cancellationToken);
        return await FindAsync(database, connection, null, activityIds, cancellationToken);
    }

    /// <summary>The same, within a transaction.</summary>
    public static async Task<Dictionary<string, byte[]>> FindAsync(
        Database database, DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<string> activityIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var piece in activityIds.Select(id => KeyOf(id).Value).Chunk(UuidValues.MaximumValues))
        {
            await using var select = connection.CreateCommand();
            select.Transaction = transaction;
            select.CommandText = $"SELECT iri, definition FROM lrs_activities WHERE {database.UuidIn(select, "key", piece)}";
            await using var rows = await select.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                found[rows.GetString(0)] = rows.GetFieldValue<byte[]>(1);
        }

        return found;
    }
}
