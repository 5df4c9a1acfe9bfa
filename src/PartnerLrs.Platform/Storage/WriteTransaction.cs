using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PartnerLrs.Platform.Storage;

/// <summary>A transaction that may write. On SQLite it has the file's write lock from its beginning to its end, in turn with the others in this process.</summary>
public sealed class WriteTransaction : IAsyncDisposable, IDisposable
{
    private readonly DbTransaction transaction;
    private WriteTurns? turns;

    private WriteTransaction(DbTransaction transaction, WriteTurns? turns) => (this.transaction, this.turns) = (transaction, turns);

    /// <summary>The transaction as commands take it.</summary>
    public static implicit operator DbTransaction(WriteTransaction transaction) => transaction.transaction;

    /// <inheritdoc cref="DbTransaction.Commit"/>
    public void Commit() => transaction.Commit();

    /// <inheritdoc cref="DbTransaction.CommitAsync"/>
    public Task CommitAsync(CancellationToken cancellationToken = default) => transaction.CommitAsync(cancellationToken);

    /// <summary>Rolls back what was not committed.</summary>
    public void Dispose()
    {
        try
        {
            transaction.Dispose();
        }
        finally
        {
            EndTurn();
        }
    }

    /// <summary>Rolls back what was not committed.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            EndTurn();
        }
    }

    internal static WriteTransaction Begin(DbConnection connection)
    {
        if (connection is not SqliteConnection sqlite)
            return new WriteTransaction(connection.BeginTransaction(IsolationLevel.ReadCommitted), null);
        var file = WriteTurns.Of(sqlite.ConnectionString);
        file.TakeAsync(default).GetAwaiter().GetResult();
        return Begin(sqlite, file);
    }

    internal static async ValueTask<WriteTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection is not SqliteConnection sqlite)
            return new WriteTransaction(await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken), null);
        var file = WriteTurns.Of(sqlite.ConnectionString);
        await file.TakeAsync(cancellationToken);
        return Begin(sqlite, file);
    }

    private static WriteTransaction Begin(SqliteConnection connection, WriteTurns file)
    {
        try
        {
            return new WriteTransaction(connection.BeginTransaction(deferred: false), file);
        }
        catch
        {
            file.End();
            throw;
        }
    }

    private void EndTurn() => Interlocked.Exchange(ref turns, null)?.End();
}
