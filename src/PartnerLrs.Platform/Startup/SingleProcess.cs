using System.Data.Common;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Platform.Startup;

/// <summary>
/// Holds the right to serve a database. Two servers that do not form a cluster would each fold the log and overwrite one another, so the
/// second one is told to stay away. The right ends with the process, however that ends.
/// </summary>
public sealed class SingleProcess : IAsyncDisposable
{
    private const long LockKey = 0x50_4C_52_53_53_52_56; // "PLRSSRV"
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly IAsyncDisposable held;

    private SingleProcess(IAsyncDisposable held) => this.held = held;

    /// <summary>Takes the right to serve.</summary>
    /// <param name="database">The database.</param>
    /// <param name="clock">Times the wait for a predecessor that was killed a moment ago.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="StartupException">Another process serves this database.</exception>
    public static async Task<SingleProcess> TakeAsync(Database database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            if (await TryTakeAsync(database, cancellationToken) is { } held)
                return new SingleProcess(held);
            if (clock.GetElapsedTime(since) > Patience)
                throw new StartupException(ExitCode.Storage, $"Another process serves the database at {database.Location}; stop it first, or give this one another database ({Database.ConfigurationKey}).");
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellationToken);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => held.DisposeAsync();

    private static async Task<IAsyncDisposable?> TryTakeAsync(Database database, CancellationToken cancellationToken)
    {
        if (database.Dialect == Dialect.Sqlite)
        {
            try
            {
                return new FileStream($"{database.Location}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                return null;
            }
        }

        // An advisory lock of the session: the connection stays open, and out of the pool, as long as the right is held.
        DbConnection connection = new Npgsql.NpgsqlConnection(new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.Command($"SELECT pg_try_advisory_lock({LockKey})");
            if ((bool)(await command.ExecuteScalarAsync(cancellationToken))!)
                return connection;
            await connection.DisposeAsync();
            return null;
        }
        catch (DbException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
