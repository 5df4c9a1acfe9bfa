using System.Data.Common;
using Npgsql;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>
/// Writes, in the transaction of statements, which content they deliver, and makes their uploads content. Content that another request brought meanwhile
/// is used in place of the own; an upload that is gone fails the transaction by the foreign key, so no statement is stored without its content.
/// </summary>
internal static class AttachmentRows
{
    /// <summary>Writes on PostgreSQL.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The statements' transaction.</param>
    /// <param name="deliveries">Each statement's place and one content that it delivers.</param>
    public static async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(long Seq, AttachmentDelivery Delivery)> deliveries)
    {
        if (deliveries.Count == 0)
            return;
        var uploads = deliveries.Where(d => d.Delivery.Upload is not null).Select(d => d.Delivery.Upload!.Value).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction);
        Add("Publish", ("uploads", uploads));
        Add("Settle", ("uploads", uploads));
        Add(
            "Deliver",
            ("seqs", deliveries.Select(d => d.Seq).ToArray()),
            ("hashes", deliveries.Select(d => d.Delivery.Sha2).ToArray()),
            ("types", deliveries.Select(d => d.Delivery.ContentType).ToArray()));
        await batch.ExecuteNonQueryAsync();

        void Add(string name, params ReadOnlySpan<(string Name, object Value)> parameters)
        {
            var command = new NpgsqlBatchCommand(Sql(name, Dialect.Postgres));
            foreach (var (parameter, value) in parameters)
                command.Parameters.Add(new NpgsqlParameter(parameter, value));
            batch.BatchCommands.Add(command);
        }
    }

    /// <summary>Writes on SQLite, whose driver is not asynchronous.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The statements' transaction.</param>
    /// <param name="deliveries">Each statement's place and one content that it delivers.</param>
    public static void Write(DbConnection connection, DbTransaction transaction, IReadOnlyList<(long Seq, AttachmentDelivery Delivery)> deliveries)
    {
        if (deliveries.Count == 0)
            return;
        using var publish = connection.Command(Sql("Publish", Dialect.Sqlite), transaction, ("upload", null));
        using var settle = connection.Command(Sql("Settle", Dialect.Sqlite), transaction, ("upload", null));
        using var deliver = connection.Command(Sql("Deliver", Dialect.Sqlite), transaction, ("seq", null), ("sha2", null), ("type", null));
        foreach (var upload in deliveries.Where(d => d.Delivery.Upload is not null).Select(d => d.Delivery.Upload!.Value).Distinct())
        {
            publish.Parameters[0].Value = settle.Parameters[0].Value = upload.ToByteArray(bigEndian: true);
            publish.ExecuteNonQuery();
            settle.ExecuteNonQuery();
        }

        foreach (var (seq, delivery) in deliveries)
        {
            (deliver.Parameters[0].Value, deliver.Parameters[1].Value, deliver.Parameters[2].Value) = (seq, delivery.Sha2, delivery.ContentType);
            deliver.ExecuteNonQuery();
        }
    }

    private static string Sql(string name, Dialect dialect) => SqlText.Load(typeof(AttachmentRows), $"Attachments/{name}", dialect);
}
