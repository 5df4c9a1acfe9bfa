using Microsoft.EntityFrameworkCore;

namespace PartnerLrs.Platform.Storage;

/// <summary>Asks for many keys in few queries: SQLite takes a limited number of parameters.</summary>
public static class Chunks
{
    private const int Size = 1000;

    /// <summary>The rows that a query finds for all keys.</summary>
    public static async Task<List<TRow>> InChunksAsync<TKey, TRow>(this IEnumerable<TKey> keys, Func<TKey[], IQueryable<TRow>> query, CancellationToken cancellationToken)
    {
        var found = new List<TRow>();
        foreach (var chunk in keys.Distinct().Chunk(Size))
            found.AddRange(await query(chunk).ToListAsync(cancellationToken));
        return found;
    }
}
