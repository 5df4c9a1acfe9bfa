using Npgsql;

namespace PartnerLrs.Bench.Subjects;

/// <summary>A database of its own on a PostgreSQL server.</summary>
internal sealed class PostgresBenchDatabase : IBenchDatabase
{
    private const string LogTables = "SELECT COALESCE(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c WHERE c.relkind = 'r' AND c.relname LIKE 'lrs\\_%'";
    private readonly string server;
    private readonly string name;
    private readonly bool isKept;

    private PostgresBenchDatabase(string server, string name, bool isKept) => (this.server, this.name, this.isKept) = (server, name, isKept);

    public DatabaseKind Kind => DatabaseKind.Postgres;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    /// <summary>Makes the database, or takes the one that was kept.</summary>
    /// <param name="server">The server's connection string.</param>
    /// <param name="name">The database's name.</param>
    /// <param name="isKept">Whether it stays when this is disposed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<PostgresBenchDatabase> CreateAsync(string server, string name, bool isKept, CancellationToken cancellationToken)
    {
        var there = await ScalarAsync(Maintenance(server), $"SELECT count(*) FROM pg_database WHERE datname = '{name}'", cancellationToken);
        if (there is 0L)
            await ScalarAsync(Maintenance(server), $"CREATE DATABASE {name}", cancellationToken);
        return new PostgresBenchDatabase(server, name, isKept);
    }

    public async Task<long> LogBytesAsync(CancellationToken cancellationToken) => (long)(await ScalarAsync(ConnectionString, LogTables, cancellationToken))!;

    /// <summary>How many statements are in it.</summary>
    public async Task<long> StatementsAsync(CancellationToken cancellationToken) => (long)(await ScalarAsync(ConnectionString, "SELECT COALESCE(max(seq), 0) FROM lrs_statements", cancellationToken))!;

    /// <summary>How many links (index keys) the server writes for a statement, on average.</summary>
    public async Task<double> LinksPerStatementAsync(CancellationToken cancellationToken) => Convert.ToDouble(
        await ScalarAsync(ConnectionString, "SELECT (SELECT count(*) FROM lrs_links)::float8 / GREATEST(1, (SELECT count(*) FROM lrs_statements))", cancellationToken),
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Vacuums, gathers statistics, and writes dirty pages out.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await ScalarAsync(ConnectionString, "VACUUM (ANALYZE)", cancellationToken);
        await ScalarAsync(ConnectionString, "CHECKPOINT", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!isKept)
            await ScalarAsync(Maintenance(server), $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None);
    }

    /// <summary>The connection string of the database that every server has.</summary>
    internal static string Maintenance(string server) => new NpgsqlConnectionStringBuilder(server) { Database = "postgres" }.ConnectionString;

    internal static async Task<object?> ScalarAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 600 }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
