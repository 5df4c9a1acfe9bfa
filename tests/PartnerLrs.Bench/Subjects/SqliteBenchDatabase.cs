using Microsoft.Data.Sqlite;

namespace PartnerLrs.Bench.Subjects;

/// <summary>A SQLite file in a folder of its own below the system's temporary folder.</summary>
internal sealed class SqliteBenchDatabase : IBenchDatabase
{
    private readonly string folder;
    private readonly bool isKept;

    public SqliteBenchDatabase(string name, bool isKept)
    {
        folder = Path.Combine(Path.GetTempPath(), name);
        this.isKept = isKept;
        Directory.CreateDirectory(folder);
    }

    public DatabaseKind Kind => DatabaseKind.Sqlite;

    public string ConnectionString => $"Data Source={File}";

    private string File => Path.Combine(folder, "partnerlrs.db");

    /// <summary>The whole file, after what waits in the write-ahead log was written to it: everything else in it is small beside the log.</summary>
    public async Task<long> LogBytesAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA busy_timeout = 60000; PRAGMA wal_checkpoint(FULL)";
        await checkpoint.ExecuteNonQueryAsync(cancellationToken);
        return new FileInfo(File).Length;
    }

    public ValueTask DisposeAsync()
    {
        if (!isKept)
            Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
