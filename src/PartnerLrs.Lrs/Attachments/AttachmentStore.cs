using System.Data.Common;
using Microsoft.Extensions.Logging;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>
/// Content of attachments in the database, in chunks, by hash. A request's content is written before its statements, in short transactions of its own, as
/// an upload that nobody can read; the statements' transaction makes it readable (<see cref="AttachmentRows"/>), or it is removed.
/// </summary>
internal sealed partial class AttachmentStore(Database database, IdFactory ids, TimeProvider clock, ILogger<AttachmentStore> log)
{
    /// <summary>How many bytes a chunk holds; the last one of a content may hold fewer.</summary>
    public const int ChunkBytes = 256 * 1024;

    /// <summary>How many bytes one transaction writes: on SQLite nobody else writes meanwhile.</summary>
    private const int TransactionBytes = 1024 * 1024;

    private const int TransactionRows = 200;
    private const int ChunksDroppedAtOnce = 16;

    /// <summary>Writes what the database does not have yet. It stays invisible until statements refer to it, and is removed with the returned object.</summary>
    public async Task<AttachmentUploads> UploadAsync(ReceivedAttachments received, CancellationToken cancellationToken)
    {
        var uploads = new AttachmentUploads(this);
        if (received.Count == 0)
            return uploads;
        try
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            await WriteAsync(connection, received, uploads, cancellationToken);
            return uploads;
        }
        catch
        {
            await uploads.DisposeAsync();
            throw;
        }
    }

    /// <summary>What statements delivered, each content once; of several media types for one content that of the latest statement.</summary>
    /// <param name="seqs">The statements' places.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<StoredAttachment>> DeliveredAsync(IReadOnlyCollection<long> seqs, CancellationToken cancellationToken)
    {
        var found = new List<StoredAttachment>();
        if (seqs.Count == 0)
            return found;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(
            Sql("Delivered"), null, ("seqs", database.Dialect == Dialect.Postgres ? seqs.ToArray() : $"[{string.Join(',', seqs)}]"));
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add(new StoredAttachment(database.ReadUuid(rows, 0)!.Value, rows.GetFieldValue<byte[]>(1), rows.GetInt64(2), rows.GetString(3)));
        return [.. found.DistinctBy(attachment => attachment.Id)];
    }

    /// <summary>Reads one chunk. No connection stays open between chunks: a slow receiver must not hold one.</summary>
    /// <returns>How many bytes were read into the buffer.</returns>
    public async Task<int> ReadAsync(Guid id, int number, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(Sql("Read"), null, ("id", database.Uuid(id)), ("number", number));
        await using var row = await select.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
            throw new InvalidDataException($"Chunk {number} of attachment {id:D} is missing.");
        await using var bytes = row.GetStream(0);
        return await bytes.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
    }

    /// <summary>
    /// Removes those of a request's uploads that no statement refers to by now. When the database fails meanwhile, the sweep has to: what became of
    /// the request is decided, and its answer must say so.
    /// </summary>
    public async Task RemoveAsync(IReadOnlyCollection<Guid> uploads)
    {
        if (uploads.Count == 0)
            return;
        try
        {
            // Whoever is about to commit a statement on one sees the mark or has won: both lock the row.
            await DropAsync(await FindAsync("Abandon", default, ("ids", database.Dialect == Dialect.Postgres ? uploads.ToArray() : Json(uploads))), default);
        }
        catch (DbException exception)
        {
            LogLeft(exception);
        }
    }

    /// <summary>Removes the uploads that were started before an instant and never became content.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SweepAsync(DateTime before, CancellationToken cancellationToken)
    {
        await ExecuteAsync("AbandonOld", ("before", Timestamps.ToUnixMicroseconds(before)));
        var abandoned = await FindAsync("Abandoned", cancellationToken);
        await DropAsync(abandoned, cancellationToken);
        return abandoned.Count;
    }

    private static string Json(IEnumerable<Guid> uploads) => $"[{string.Join(',', uploads.Select(id => $"\"{Convert.ToHexString(id.ToByteArray(bigEndian: true))}\""))}]";

    private string Sql(string name) => SqlText.Load(typeof(AttachmentStore), $"Attachments/{name}", database.Dialect);

    private async Task WriteAsync(DbConnection connection, ReceivedAttachments received, AttachmentUploads uploads, CancellationToken cancellationToken)
    {
        await using var known = connection.Command(Sql("Known"), null, ("sha2", null));
        await using var begin = connection.Command(Sql("Begin"), null, ("id", null), ("sha2", null), ("length", 0L), ("started", Timestamps.ToUnixMicroseconds(clock.UtcNow())));
        await using var add = connection.Command(Sql("Chunk"), null, ("id", null), ("number", 0), ("bytes", null));
        await using var writing = new ShortTransactions(connection, [known, begin, add], TransactionBytes, TransactionRows);
        byte[]? whole = null;
        foreach (var part in received.Parts)
        {
            await writing.BeforeAsync(0, cancellationToken);
            known.Parameters[0].Value = part.Sha2;
            if (await known.ExecuteScalarAsync(cancellationToken) is not null)
                continue;
            var id = ids.NewGuid();
            (begin.Parameters[0].Value, begin.Parameters[1].Value, begin.Parameters[2].Value) = (database.Uuid(id), part.Sha2, part.Length);
            uploads.Add(part, id);
            await begin.ExecuteNonQueryAsync(cancellationToken);
            add.Parameters[0].Value = database.Uuid(id);
            for (long at = 0; at < part.Length; at += ChunkBytes)
            {
                var bytes = part.Length - at < ChunkBytes ? new byte[part.Length - at] : whole ??= new byte[ChunkBytes];
                await received.Spool.ReadAsync(part.Position + at, bytes, cancellationToken);
                await writing.BeforeAsync(bytes.Length, cancellationToken);
                (add.Parameters[1].Value, add.Parameters[2].Value) = ((int)(at / ChunkBytes), bytes);
                await add.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        await writing.CommitAsync(cancellationToken);
    }

    private async Task<List<(Guid Id, long Length)>> FindAsync(string name, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        var found = new List<(Guid, long)>();
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var select = connection.Command(Sql(name), null, parameters);
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found.Add((database.ReadUuid(rows, 0)!.Value, rows.GetInt64(1)));
        return found;
    }

    private async Task DropAsync(List<(Guid Id, long Length)> abandoned, CancellationToken cancellationToken)
    {
        foreach (var (id, length) in abandoned)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunks = (int)((length + ChunkBytes - 1) / ChunkBytes);
            for (var first = 0; first < chunks; first += ChunksDroppedAtOnce)
                await ExecuteAsync("DropChunks", ("id", database.Uuid(id)), ("first", first), ("end", first + ChunksDroppedAtOnce));
            await ExecuteAsync("DropUpload", ("id", database.Uuid(id)));
        }
    }

    private async Task<int> ExecuteAsync(string name, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.Command(Sql(name), null, parameters);
        return await command.ExecuteWriteAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attachments of a request could not be removed; they are invisible, and a later sweep removes them")]
    private partial void LogLeft(DbException exception);
}
