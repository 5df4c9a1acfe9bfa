using System.Data.Common;
using System.Text;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Lrs.Documents;

/// <summary>Reads documents.</summary>
internal sealed class DocumentStore(Database database)
{
    /// <summary>One document, or null.</summary>
    /// <param name="context">What it belongs to.</param>
    /// <param name="registration">The registration under which it was stored; null finds only one that was stored without.</param>
    /// <param name="id">Its id.</param>
    /// <param name="withContent">Whether its bytes are wanted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<StoredDocument?> FindAsync(DocumentContext context, Guid? registration, string id, bool withContent, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await FindAsync(database, connection, null, database.Uuid(context.KeyOf(registration, id)), withContent, cancellationToken);
    }

    /// <summary>The ids of a context's documents in order, each once, and when the newest of them changed.</summary>
    /// <param name="context">What they belong to.</param>
    /// <param name="registration">Only documents of this registration; null for documents of any and of none.</param>
    /// <param name="since">Only documents that changed after this instant; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<(IReadOnlyList<string> Ids, DateTime? Newest)> ListAsync(DocumentContext context, Guid? registration, DateTime? since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(
            SqlText.Load(typeof(DocumentStore), "Documents/List", database.Dialect),
            null,
            ("context", database.Uuid(context.Key)),
            ("any", registration is null),
            ("registration", database.Uuid(registration ?? Guid.Empty)),
            ("since", since is { } instant ? Timestamps.ToUnixMicroseconds(instant) : long.MinValue));
        var ids = new List<string>();
        long newest = 0;
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            ids.Add(Encoding.UTF8.GetString(rows.GetFieldValue<byte[]>(0)));
            newest = Math.Max(newest, rows.GetInt64(1));
        }

        return (ids, ids.Count == 0 ? null : Timestamps.FromUnixMicroseconds(newest));
    }

    /// <summary>One document by its key, in a transaction or outside, or null.</summary>
    internal static async Task<StoredDocument?> FindAsync(
        Database database, DbConnection connection, DbTransaction? transaction, object key, bool withContent, CancellationToken cancellationToken)
    {
        await using var select = connection.Command(SqlText.Load(typeof(DocumentStore), "Documents/Find", database.Dialect), transaction, ("key", key), ("content", withContent));
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new StoredDocument(row.GetString(0), row.GetString(1), Timestamps.FromUnixMicroseconds(row.GetInt64(2)), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4))
            : null;
    }
}
