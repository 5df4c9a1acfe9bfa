using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PartnerLrs.Platform;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Testing;

/// <summary>A real database of its own for one test: a SQLite file in a new folder, or a new database on the test server. Gone afterwards.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The environment variable with the connection string of a PostgreSQL server on which databases may be created.</summary>
    public const string ServerVariable = "PARTNERLRS_TEST_POSTGRES";

    private readonly string folderOrDatabase;

    private TestDatabase(string name, Database database)
    {
        folderOrDatabase = name;
        Database = database;
    }

    public static string? PostgresServer => Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } server ? server : null;

    public Database Database { get; }

    /// <summary>The connection string, to hand to a process of its own.</summary>
    public string ConnectionString { get; private init; } = "";

    /// <summary>Makes an empty database.</summary>
    public static async Task<TestDatabase> CreateAsync(Dialect dialect)
    {
        var name = $"partnerlrs_test_{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
        if (dialect == Dialect.Sqlite)
        {
            var folder = Path.Combine(Path.GetTempPath(), name);
            Directory.CreateDirectory(folder);
            var file = $"Data Source={Path.Combine(folder, "partnerlrs.db")}";
            return new TestDatabase(name, Database.FromConnectionString(file)) { ConnectionString = file };
        }

        var server = PostgresServer ?? throw new InvalidOperationException($"{ServerVariable} is not set, and with CI=true the PostgreSQL tests are not optional.");
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
        return new TestDatabase(name, Database.FromConnectionString(connectionString)) { ConnectionString = connectionString };
    }

    /// <summary>Makes a database and migrates the platform's tables and those of the given modules.</summary>
    public static async Task<TestDatabase> MigratedAsync(Dialect dialect, params MigrationSource[] sources)
    {
        var test = await CreateAsync(dialect);
        await test.MigrateAsync(sources);
        return test;
    }

    /// <summary>Applies the platform's migrations, then the given modules'.</summary>
    public Task<int> MigrateAsync(params MigrationSource[] sources) =>
        new MigrationRunner(Database, [new MigrationSource("platform", typeof(PlatformModule).Assembly), .. sources], TimeProvider.System, NullLogger<MigrationRunner>.Instance)
            .RunAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (Database.Dialect == Dialect.Postgres)
        {
            await ExecuteAsync(PostgresServer!, $"DROP DATABASE IF EXISTS {folderOrDatabase} WITH (FORCE)");
            return;
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(Path.Combine(Path.GetTempPath(), folderOrDatabase), recursive: true);
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
