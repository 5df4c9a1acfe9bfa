using System.Globalization;

namespace PartnerLrs.Lrs.Tests.Attachments;

/// <summary>Looks at what the tables hold.</summary>
internal static class Stored
{
    /// <summary>How many rows there are of attachments, chunks, deliveries and uploads.</summary>
    public static async Task<long> RowsAsync(Database database)
    {
        long sum = 0;
        foreach (var table in new[] { "lrs_attachments", "lrs_attachment_chunks", "lrs_attachment_refs", "lrs_attachment_uploads" })
            sum += await CountAsync(database, table);
        return sum;
    }

    public static async Task<long> CountAsync(Database database, string table)
    {
        await using var connection = await database.OpenAsync();
        await using var count = connection.Command($"SELECT COUNT(*) FROM {table}");
        return Convert.ToInt64(await count.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
