using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace PartnerLrs.Standing.SetAside;

/// <summary>Tells trouble that passes from trouble that comes back however often the same thing is tried.</summary>
internal static class Trouble
{
    // SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH: what was to be written is at fault.
    private static readonly int[] SqliteFaults = [18, 19, 20];

    /// <summary>
    /// Whether waiting helps. A database is at fault itself unless it refuses the very values: one that is away, full or read-only must hold up the
    /// fold, not make it set everything aside.
    /// </summary>
    public static bool IsPassing(Exception error) => error switch
    {
        AggregateException many => many.InnerExceptions.Any(IsPassing),
        // Data exception, integrity violation, corrupted data.
        PostgresException postgres => !(postgres.SqlState.StartsWith("22", StringComparison.Ordinal) || postgres.SqlState.StartsWith("23", StringComparison.Ordinal) || postgres.SqlState == "XX001"),
        SqliteException sqlite => !SqliteFaults.Contains(sqlite.SqliteErrorCode),
        DbException or TimeoutException or OperationCanceledException or IOException or SocketException or ObjectDisposedException or OrleansException => true,
        { InnerException: { } inner } => IsPassing(inner),
        _ => false,
    };

    /// <summary>An error in one line, for people.</summary>
    public static string Describe(Exception error) => $"{error.GetType().Name}: {error.Message}".ReplaceLineEndings(" ");
}
