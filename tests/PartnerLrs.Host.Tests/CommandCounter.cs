using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests;

/// <summary>
/// Counts every command that reaches a database, whoever sends it: on PostgreSQL by what Npgsql traces, on SQLite by the library's own trace, which is hung on
/// every connection that is opened from now on.
/// </summary>
internal sealed class CommandCounter : IDisposable
{
    private const uint StatementBegins = 1;
    private static readonly ConcurrentDictionary<string, CommandCounter> Counters = new(StringComparer.Ordinal);

    // Native code holds on to these.
    private static readonly TraceCallback Trace = OnStatement;
    private static readonly OpenCallback Open = OnOpen;

    private readonly ConcurrentDictionary<string, int> commands = new(StringComparer.Ordinal);
    private readonly ActivityListener? listener;
    private readonly string name;

    private CommandCounter(TestDatabase database)
    {
        name = database.Database.Dialect == Dialect.Sqlite ? database.Database.Location : database.Database.Location.Split('/')[^1];
        if (database.Database.Dialect == Dialect.Sqlite)
        {
            Counters[name] = this;
            Assert.Equal(0, sqlite3_auto_extension(Marshal.GetFunctionPointerForDelegate(Open)));
            return;
        }

        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if ((activity.GetTagItem("db.namespace") ?? activity.GetTagItem("db.name")) is string database && database.Contains(name, StringComparison.Ordinal) && (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string text)
                    Count(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    private delegate int OpenCallback(nint database, nint error, nint api);

    private delegate int TraceCallback(uint kind, nint context, nint statement, nint text);

    /// <summary>Counts from now on; before the server starts, because connections are kept.</summary>
    public static CommandCounter For(TestDatabase database) => new(database);

    /// <summary>Forgets what was counted.</summary>
    public void Clear() => commands.Clear();

    /// <summary>Each command with how often it was sent.</summary>
    public IReadOnlyDictionary<string, int> Commands => new Dictionary<string, int>(commands, StringComparer.Ordinal);

    public void Dispose()
    {
        Counters.TryRemove(name, out _);
        listener?.Dispose();
    }

    private void Count(string text) => commands.AddOrUpdate(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), 1, (_, times) => times + 1);

    private static int OnOpen(nint database, nint error, nint api) => sqlite3_trace_v2(database, StatementBegins, Trace, 0);

    private static int OnStatement(uint kind, nint context, nint statement, nint text)
    {
        var file = Marshal.PtrToStringUTF8(sqlite3_db_filename(sqlite3_db_handle(statement), "main"));
        if (file is not null && Counters.TryGetValue(file, out var counter) && Marshal.PtrToStringUTF8(text) is { } sql)
            counter.Count(sql);
        return 0;
    }

#pragma warning disable SYSLIB1054, IDE1006, CA5392 // The generated form would need unsafe code in a test project; the names are the library's.
    [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
    private static extern int sqlite3_auto_extension(nint entry);

    [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
    private static extern int sqlite3_trace_v2(nint database, uint mask, TraceCallback callback, nint context);

    [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
    private static extern nint sqlite3_db_handle(nint statement);

    [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
    private static extern nint sqlite3_db_filename(nint database, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
#pragma warning restore SYSLIB1054, IDE1006, CA5392
}
