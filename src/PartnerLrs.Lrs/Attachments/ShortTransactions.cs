using System.Data.Common;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>Runs commands in a row of transactions, each closed after so many bytes or rows, so that no other writer waits long (on SQLite there is one writer at a time).</summary>
/// <param name="connection">The connection.</param>
/// <param name="commands">The commands that are run in the transactions.</param>
/// <param name="maximumBytes">How many bytes one transaction takes.</param>
/// <param name="maximumRows">How many rows one transaction takes.</param>
internal sealed class ShortTransactions(DbConnection connection, IReadOnlyList<DbCommand> commands, int maximumBytes, int maximumRows) : IAsyncDisposable
{
    private WriteTransaction? transaction;
    private int bytes;
    private int rows;

    /// <summary>Makes room for a row: what was written before may be committed.</summary>
    public async ValueTask BeforeAsync(int length, CancellationToken cancellationToken)
    {
        if (bytes + length > maximumBytes || rows >= maximumRows)
            await CommitAsync(cancellationToken);
        if (transaction is null)
        {
            transaction = await connection.BeginWriteAsync(cancellationToken);
            foreach (var command in commands)
                command.Transaction = transaction;
        }

        bytes += length;
        rows++;
    }

    /// <summary>Commits what was written.</summary>
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (transaction is null)
            return;
        await transaction.CommitAsync(cancellationToken);
        await transaction.DisposeAsync();
        transaction = null;
        (bytes, rows) = (0, 0);
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
            await transaction.DisposeAsync();
    }
}
