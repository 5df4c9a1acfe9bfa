using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Platform.Tests;

public sealed class MigrationTests
{
    [Theory, DatabaseData]
    public async Task A_new_database_is_migrated_once(Dialect dialect)
    {
        await using var test = await TestDatabase.CreateAsync(dialect);
        Assert.True(await test.MigrateAsync() > 0);
        Assert.Equal(0, await test.MigrateAsync());
    }

    [Theory, DatabaseData]
    public async Task Processes_that_start_together_migrate_once(Dialect dialect)
    {
        await using var test = await TestDatabase.CreateAsync(dialect);
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => test.MigrateAsync())));
        Assert.Single(counts, count => count > 0);
    }

    [Theory, DatabaseData]
    public async Task A_database_from_a_newer_version_is_refused_by_name(Dialect dialect)
    {
        await using var test = await TestDatabase.MigratedAsync(dialect);
        await ExecuteAsync(test.Database, "INSERT INTO platform_migrations (module, number, name, checksum, applied_at) VALUES ('platform', 9999, 'from_the_future', 'x', 'y')");
        var e = await Assert.ThrowsAsync<StartupException>(() => test.MigrateAsync());
        Assert.Equal(ExitCode.Storage, e.ExitCode);
        Assert.Contains("9999_from_the_future", e.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", e.Message, StringComparison.Ordinal);
    }

    [Theory, DatabaseData]
    public async Task A_migration_that_was_edited_after_it_ran_is_refused(Dialect dialect)
    {
        await using var test = await TestDatabase.MigratedAsync(dialect);
        await ExecuteAsync(test.Database, "UPDATE platform_migrations SET checksum = '000000000000000000' WHERE number = 1");
        var e = await Assert.ThrowsAsync<StartupException>(() => test.MigrateAsync());
        Assert.Contains("was changed after", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "initialization string")]
    [InlineData("Colour=red", "neither 'Data Source' nor 'Host'")]
    [InlineData("Host=x", "Database is missing")]
    [InlineData("Data Source=:memory:", "in-memory")]
    [InlineData("postgres://u:p@h/db", "URL")]
    [InlineData("Host=x;Database=y;Colour=red", "colour")]
    [InlineData("Data Source=x;Colour=red", "colour")]
    public void A_wrong_connection_string_is_named_with_what_is_expected(string connectionString, string found)
    {
        var e = Assert.Throws<StartupException>(() => Database.FromConnectionString(connectionString));
        Assert.Equal(ExitCode.Configuration, e.ExitCode);
        Assert.StartsWith("ConnectionStrings:PartnerLrs", e.Message, StringComparison.Ordinal);
        Assert.Contains(found, e.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expected 'Data Source=<file>'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_without_the_password()
    {
        await using var database = Database.FromConnectionString("Host=127.0.0.1;Port=1;Database=x;Username=u;Password=tops3cret");
        var e = await Assert.ThrowsAsync<StartupException>(() => database.CheckAsync(CancellationToken.None));
        Assert.Equal(ExitCode.Storage, e.ExitCode);
        Assert.Contains("127.0.0.1:1/x", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tops3cret", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_named()
    {
        var file = Path.GetTempFileName();
        await using var database = Database.FromConnectionString($"Data Source={file}/below-a-file/x.db");
        var e = await Assert.ThrowsAsync<StartupException>(() => database.CheckAsync(CancellationToken.None));
        Assert.Equal(ExitCode.Storage, e.ExitCode);
        Assert.Contains("below-a-file", e.Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    private static async Task ExecuteAsync(Database database, string sql)
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.Command(sql);
        await command.ExecuteNonQueryAsync();
    }
}
