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
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>How long a session of this process may live on in the database that this process has lost touch with.</summary>
    private static readonly TimeSpan PatienceWithItself = TimeSpan.FromSeconds(60);

    private readonly Database database;
    private readonly TimeProvider clock;
    private IAsyncDisposable held;

    private SingleProcess(Database database, TimeProvider clock, IAsyncDisposable held)
    {
        this.database = database;
        this.clock = clock;
        this.held = held;
    }

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
                return new SingleProcess(database, clock, held);
            if (clock.GetElapsedTime(since) > Patience)
                throw new StartupException(ExitCode.Storage, $"Another process serves the database at {database.Location}; stop it first, or give this one another database ({Database.ConfigurationKey}).");
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellationToken);
        }
    }

    /// <summary>
    /// Keeps the right. PostgreSQL ties it to a connection, which ends when the server restarts: the right is then taken again, so that nobody else
    /// begins to serve. Returns when another process was faster, and then this one must stop.
    /// </summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        // A file's lock ends with the process only.
        if (held is not DbConnection)
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
        while (true)
        {
            await Task.Delay(BetweenLooks, clock, cancellationToken);
            if (!await IsHeldAsync(cancellationToken) && !await TakeAgainAsync(cancellationToken))
                return;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => held.DisposeAsync();

    private async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var look = ((DbConnection)held).Command("SELECT 1");
            await look.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<bool> TakeAgainAsync(CancellationToken cancellationToken)
    {
        await held.DisposeAsync();
        long? refused = null;
        while (true)
        {
            try
            {
                if (await TryTakeAsync(database, cancellationToken) is { } again)
                {
                    held = again;
                    return true;
                }

                refused ??= clock.GetTimestamp();
                if (clock.GetElapsedTime(refused.Value) > PatienceWithItself)
                    return false;
            }
            catch (DbException)
            {
                // It is away: whoever else would serve it waits as well.
                refused = null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancellationToken);
        }
    }

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
