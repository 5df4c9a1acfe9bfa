using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace PartnerLrs.Platform.Storage;

/// <summary>
/// What every SQLite connection of ours is set to: write-ahead log, a full sync at every commit (an acknowledged statement
/// is on disk), foreign keys, and waiting rather than failing while another connection writes. The write-ahead log is moved into the database at 32 MiB:
/// a page that many groups change is then written once. A connection's cache of 16 MiB holds what a page of statements at a million stored goes through; mapping
/// the file would be as quick, but a failing disk would then end the process.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Text = "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 8192; PRAGMA cache_size = -16384;";

    /// <summary>Handles that are set already. They come out of the pool as they went in, and setting them costs more than many a query.</summary>
    private static readonly ConditionalWeakTable<sqlite3, object> Set = [];

    internal static void Apply(SqliteConnection connection)
    {
        if (!Set.TryAdd(connection.Handle!, Set))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Text;
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply((SqliteConnection)connection);
        return Task.CompletedTask;
    }
}
