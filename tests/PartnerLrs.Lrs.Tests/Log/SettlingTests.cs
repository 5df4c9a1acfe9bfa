using System.Text;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Log;
using PartnerLrs.Lrs.Statements.Write;
using PartnerLrs.Platform.Migrations;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Tests.Log;

/// <summary>What is committed and not on disk for certain.</summary>
public sealed class SettlingTests
{
    [Theory, DatabaseData]
    public async Task Groups_that_could_not_be_synced_stay_unsettled_until_the_database_is_back(Dialect dialect)
    {
        await using var test = await TestDatabase.MigratedAsync(dialect, new MigrationSource("lrs", typeof(LrsModule).Assembly));
        var clock = new LogClock(TimeProvider.System);
        var storage = new Unreliable(dialect == Dialect.Postgres ? new PostgresLogStorage(test.Database) : new SqliteLogStorage(test.Database));
        await using var writer = new StatementWriter(storage, clock);
        await writer.CommitAsync([Request()]);
        var first = clock.Unsettled;
        Assert.NotNull(first);
        await Assert.ThrowsAsync<IOException>(() => writer.Settle!());
        await writer.CommitAsync([Request()]);
        await Assert.ThrowsAsync<IOException>(() => writer.Settle!());
        Assert.Equal(first, clock.Unsettled);
        Assert.True(clock.ConsistentThrough() < first);
        // By itself: nothing more is written.
        storage.Fails = false;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (clock.Unsettled is not null)
            await Task.Delay(10, patience.Token);
        await writer.CommitAsync([Request()]);
        await writer.Settle!();
        Assert.Null(clock.Unsettled);
    }

    private static WriteRequest Request()
    {
        var json = """{"actor":{"mbox":"mailto:ada@example.org"},"verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},"object":{"id":"https://example.org/course"}}""";
        Assert.Null(StatementReader.ReadOne(Encoding.UTF8.GetBytes(json), XapiVersion.V2, out var statement));
        var id = new IdFactory(TimeProvider.System).NewGuid();
        return new WriteRequest("lms", [new StatementToWrite(id, StatementSplicer.Splice(statement!, id, "{}"u8, XapiVersion.V2), null, null, null, false, statement!.Keys, [], statement.Source)]);
    }

    /// <summary>The real tables, on a disk that cannot be synced.</summary>
    private sealed class Unreliable(ILogStorage tables) : ILogStorage
    {
        public bool Fails { get; set; } = true;

        public bool SettlesLater => true;

        public Task SettleAsync() => Fails ? throw new IOException("The disk does not answer.") : tables.SettleAsync();

        public Task<ILogTransaction> BeginAsync() => tables.BeginAsync();

        public ValueTask DisposeAsync() => tables.DisposeAsync();
    }
}
