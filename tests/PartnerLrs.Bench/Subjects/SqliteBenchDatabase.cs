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

    /// <summary>The whole file: everything else in it is small beside the log. The write-ahead log is left out, because it is used again.</summary>
    public Task<long> LogBytesAsync(CancellationToken cancellationToken) => Task.FromResult(new FileInfo(File).Length);

    public ValueTask DisposeAsync()
    {
        if (!isKept)
            Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
