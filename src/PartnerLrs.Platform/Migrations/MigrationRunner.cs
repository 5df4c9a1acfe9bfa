using System.Data.Common;
using Microsoft.Extensions.Logging;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Platform.Migrations;

/// <summary>
/// Brings the schema to this version, before anything else starts: every module's migrations, in the modules' order of
/// registration, each in full or not at all, under a lock, so that several processes may start at once.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="sources">The modules' migrations in the order in which they are applied.</param>
/// <param name="clock">Tells when a migration was applied.</param>
/// <param name="log">Says what was applied.</param>
public sealed partial class MigrationRunner(Database database, IEnumerable<MigrationSource> sources, TimeProvider clock, ILogger<MigrationRunner> log)
{
    private const long LockKey = 0x50_4C_52_53_4D_49_47; // "PLRSMIG"

    /// <summary>Applies what is missing.</summary>
    /// <returns>How many migrations were applied.</returns>
    /// <exception cref="StartupException">The database is from a newer version, or a migration that it has was changed since.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await database.CheckAsync(cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return database.Dialect == Dialect.Sqlite ? await ApplyOnSqliteAsync(connection, cancellationToken) : await ApplyOnPostgresAsync(connection, cancellationToken);
        }
        catch (DbException e)
        {
            throw new StartupException(ExitCode.Storage, $"Migrating the database at {database.Location} failed: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private async Task<int> ApplyOnSqliteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // Closing the connection rolls an unfinished run back.
        await ExecuteAsync(connection, "BEGIN IMMEDIATE", cancellationToken);
        var count = await ApplyAsync(connection, cancellationToken);
        await ExecuteAsync(connection, "COMMIT", cancellationToken);
        return count;
    }

    private async Task<int> ApplyOnPostgresAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            return await ApplyAsync(connection, cancellationToken);
        }
        finally
        {
            // The lock is the session's, and the session goes back to the pool; a broken one has given its locks back.
            if (connection.State == System.Data.ConnectionState.Open)
                await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private async Task<int> ApplyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using (var create = connection.Command(
            "CREATE TABLE IF NOT EXISTS platform_migrations (module text NOT NULL, number integer NOT NULL, name text NOT NULL, checksum text NOT NULL, applied_at text NOT NULL, PRIMARY KEY (module, number))"))
            await create.ExecuteNonQueryAsync(cancellationToken);

        var applied = await ReadAppliedAsync(connection, cancellationToken);
        var all = sources.SelectMany(source => Migration.Of(source, database.Dialect)).ToList();
        Check(applied, all);

        var count = 0;
        foreach (var migration in all.Where(m => !applied.ContainsKey((m.Module, m.Number))))
        {
            await ApplyAsync(connection, migration, cancellationToken);
            LogApplied(migration.Module, migration.Number, migration.Name);
            count++;
        }

        return count;
    }

    private async Task ApplyAsync(DbConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        // On SQLite the lock is one transaction around the whole run, so the run is applied in full or not at all.
        await using var transaction = database.Dialect == Dialect.Postgres ? await connection.BeginTransactionAsync(cancellationToken) : null;
        await using (var run = connection.Command(migration.Sql, transaction))
            await run.ExecuteNonQueryAsync(cancellationToken);
        await using (var note = connection.Command(
            "INSERT INTO platform_migrations (module, number, name, checksum, applied_at) VALUES (@module, @number, @name, @checksum, @at)",
            transaction,
            ("module", migration.Module),
            ("number", migration.Number),
            ("name", migration.Name),
            ("checksum", migration.Checksum),
            ("at", Timestamps.ToRfc3339(clock.UtcNow()))))
            await note.ExecuteNonQueryAsync(cancellationToken);
        if (transaction is not null)
            await transaction.CommitAsync(cancellationToken);
    }

    private void Check(Dictionary<(string, int), (string Name, string Checksum)> applied, List<Migration> all)
    {
        var known = all.ToDictionary(m => (m.Module, m.Number));
        foreach (var (key, (name, checksum)) in applied)
        {
            var (module, number) = key;
            if (!known.TryGetValue(key, out var migration))
            {
                throw new StartupException(
                    ExitCode.Storage,
                    $"The database at {database.Location} was made by a newer version: it has migration {module} {number:0000}_{name}, which this version does not know. Start the newer version, or restore a backup made by this one.");
            }

            if (migration.Checksum != checksum)
            {
                throw new StartupException(
                    ExitCode.Storage,
                    $"Migration {module} {number:0000}_{name} was changed after the database at {database.Location} applied it (checksum {checksum[..12]}, expected {migration.Checksum[..12]}). Migrations are never edited; restore the file.");
            }
        }
    }

    private static async Task<Dictionary<(string, int), (string Name, string Checksum)>> ReadAppliedAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<(string, int), (string, string)>();
        await using var select = connection.Command("SELECT module, number, name, checksum FROM platform_migrations ORDER BY module, number");
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            applied[(rows.GetString(0), rows.GetInt32(1))] = (rows.GetString(2), rows.GetString(3));
        return applied;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Applied migration {Module} {Number:0000}_{Name}")]
    private partial void LogApplied(string module, int number, string name);
}
