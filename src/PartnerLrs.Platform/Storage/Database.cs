using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PartnerLrs.Platform.Startup;

namespace PartnerLrs.Platform.Storage;

/// <summary>The one database of this process: its dialect and how to reach it.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>The configuration key of the connection string.</summary>
    public const string ConfigurationKey = "ConnectionStrings:PartnerLrs";

    private const string Expected = "'Data Source=<file>' for SQLite or 'Host=<server>;Database=<name>;Username=…' for PostgreSQL";
    private const int PreparedStatements = 100;
    private const int ReadBufferBytes = 65_536;
    private static readonly SqlitePragmas Pragmas = new();

    private readonly NpgsqlDataSource? dataSource;

    private Database(Dialect dialect, string connectionString, NpgsqlDataSource? dataSource)
    {
        Dialect = dialect;
        ConnectionString = connectionString;
        this.dataSource = dataSource;
    }

    /// <summary>Which SQL is spoken.</summary>
    public Dialect Dialect { get; }

    /// <summary>The connection string as the provider takes it. It may hold a password: never log it.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the data is, for people: the file, or host and database. Holds no secret.</summary>
    public string Location => Dialect == Dialect.Sqlite
        ? Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString).DataSource)
        : Describe(new NpgsqlConnectionStringBuilder(ConnectionString));

    /// <summary>Reads a connection string and tells the dialect from it; nothing is opened yet.</summary>
    /// <param name="connectionString">The configured string; null or empty means SQLite in <c>./data</c>.</param>
    /// <exception cref="StartupException">The string is neither a SQLite nor a PostgreSQL connection string.</exception>
    public static Database FromConnectionString(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            connectionString = "Data Source=data/partnerlrs.db";
        if (connectionString.StartsWith("postgres://", StringComparison.Ordinal) || connectionString.StartsWith("postgresql://", StringComparison.Ordinal))
            throw Wrong("a PostgreSQL URL is not a connection string");
        var keys = new DbConnectionStringBuilder();
        try
        {
            keys.ConnectionString = connectionString;
        }
        catch (ArgumentException e)
        {
            throw Wrong(e.Message);
        }

        try
        {
            if (keys.ContainsKey("Host") || keys.ContainsKey("Server"))
            {
                var postgres = new NpgsqlConnectionStringBuilder(connectionString);
                if (string.IsNullOrWhiteSpace(postgres.Host))
                    throw Wrong("Host is empty");
                if (string.IsNullOrWhiteSpace(postgres.Database))
                    throw Wrong("Database is missing");
                postgres.ApplicationName ??= "partnerlrs";
                // The same few dozen statements all day: the server parses and plans each once. "Max Auto Prepare=0" is for poolers that cannot.
                if (!keys.ContainsKey("Max Auto Prepare"))
                    postgres.MaxAutoPrepare = PreparedStatements;
                // A page of statements is some 150 kB: read in a few pieces, not in twenty.
                if (!keys.ContainsKey("Read Buffer Size"))
                    postgres.ReadBufferSize = ReadBufferBytes;
                // Nothing here changes a session, so there is nothing to reset between two uses of a connection.
                postgres.NoResetOnClose = true;
                return new Database(Dialect.Postgres, postgres.ConnectionString, NpgsqlDataSource.Create(postgres));
            }

            if (keys.ContainsKey("Data Source") || keys.ContainsKey("DataSource") || keys.ContainsKey("Filename"))
            {
                var sqlite = new SqliteConnectionStringBuilder(connectionString);
                if (sqlite.DataSource.Length == 0 || sqlite.DataSource.Contains(":memory:", StringComparison.Ordinal) || sqlite.Mode == SqliteOpenMode.Memory)
                    throw Wrong("an in-memory database keeps nothing");
                sqlite.Mode = SqliteOpenMode.ReadWriteCreate;
                return new Database(Dialect.Sqlite, sqlite.ConnectionString, null);
            }
        }
        catch (ArgumentException e)
        {
            throw Wrong(e.Message);
        }

        throw Wrong("neither 'Data Source' nor 'Host' is in it");

        static StartupException Wrong(string found) =>
            new(ExitCode.Configuration, $"{ConfigurationKey} is not a usable connection string: {found}; expected {Expected}.");
    }

    /// <summary>Opens a connection; on SQLite with this product's pragmas.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        if (dataSource is not null)
            return await dataSource.OpenConnectionAsync(cancellationToken);
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            SqlitePragmas.Apply(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Points an EF Core context at this database.</summary>
    public void Configure(DbContextOptionsBuilder options)
    {
        if (dataSource is not null)
            options.UseNpgsql(dataSource);
        else
            options.UseSqlite(ConnectionString).AddInterceptors(Pragmas);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (dataSource is not null)
            await dataSource.DisposeAsync();
        else
            SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
    }

    /// <summary>
    /// Opens the database once, creating a SQLite folder that is not there yet, and turns what can go wrong into one sentence.
    /// </summary>
    /// <exception cref="StartupException">The folder cannot be written, the server does not answer, or it refuses the login.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (Dialect == Dialect.Sqlite)
            EnsureFolder();
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = Dialect == Dialect.Sqlite ? "PRAGMA user_version" : "SELECT current_setting('server_version_num')";
            var answer = await command.ExecuteScalarAsync(cancellationToken);
            if (Dialect == Dialect.Postgres && int.Parse((string)answer!, System.Globalization.CultureInfo.InvariantCulture) < 150000)
                throw new StartupException(ExitCode.Storage, $"The PostgreSQL server at {Location} is older than version 15, the oldest that is supported.");
        }
        catch (DbException e)
        {
            throw new StartupException(ExitCode.Storage, $"Cannot open the database at {Location} ({ConfigurationKey}): {OneLine(e)}", e);
        }
    }

    private static string OneLine(DbException e)
    {
        var text = e.InnerException is { } inner && e is NpgsqlException and not PostgresException ? $"{e.Message}: {inner.Message}" : e.Message;
        return text.ReplaceLineEndings(" ");
    }

    private static string Describe(NpgsqlConnectionStringBuilder b) => $"{b.Host}:{b.Port}/{b.Database}";

    private void EnsureFolder()
    {
        var folder = Path.GetDirectoryName(Location)!;
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".write-test-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(ExitCode.Storage, $"The data folder {folder} cannot be written ({ConfigurationKey}): {e.Message}", e);
        }
    }
}
