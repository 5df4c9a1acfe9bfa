using System.Data.Common;
using Microsoft.Data.Sqlite;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Platform.Tests;

/// <summary>Writers to a SQLite file take turns in the order in which they asked.</summary>
public sealed class WriteTurnTests
{
    [Fact]
    public async Task Whoever_asked_first_writes_first_however_it_writes()
    {
        await using var test = await TestDatabase.CreateAsync(Dialect.Sqlite);
        await using var connections = await Connections.OpenAsync(test, 4);
        var written = new List<string>();
        var first = await connections[0].BeginWriteAsync();
        var tasks = new List<Task>
        {
            WriteAsync(connections[1], "transaction"),
            // One that blocks its thread stands in the same line.
            Task.Run(() => Write(connections[2], "blocking")),
        };
        await WaitersAsync(test, 2);
        tasks.Add(AloneAsync(connections[3], "alone"));
        written.Add("first");
        await first.CommitAsync();
        await first.DisposeAsync();
        await Task.WhenAll(tasks);
        Assert.Equal(["first", "transaction", "blocking", "alone"], written);

        async Task WriteAsync(DbConnection connection, string name)
        {
            await using var transaction = await connection.BeginWriteAsync();
            written.Add(name);
        }

        void Write(DbConnection connection, string name)
        {
            using var transaction = connection.BeginWrite();
            written.Add(name);
        }

        async Task AloneAsync(DbConnection connection, string name)
        {
            await using var command = connection.Command("CREATE TABLE alone (id integer)");
            await command.ExecuteWriteAsync();
            written.Add(name);
        }
    }

    [Fact]
    public async Task Somebody_who_writes_group_after_group_lets_others_in_between_each_two()
    {
        await using var test = await TestDatabase.CreateAsync(Dialect.Sqlite);
        await using var connections = await Connections.OpenAsync(test, 2);
        var groups = 0;
        using var enough = new CancellationTokenSource();
        var busy = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await using var transaction = await connections[0].BeginWriteAsync();
                Interlocked.Increment(ref groups);
                await Task.Delay(2);
            }
        });
        for (var i = 0; i < 20; i++)
        {
            var asked = connections[1].BeginWriteAsync();
            var before = Volatile.Read(ref groups);
            await using var transaction = await asked;
            // The group that was under way, and one that may have begun before the count was read.
            Assert.InRange(Volatile.Read(ref groups) - before, 0, 1);
        }

        await enough.CancelAsync();
        await busy;
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_passed_over()
    {
        await using var test = await TestDatabase.CreateAsync(Dialect.Sqlite);
        await using var connections = await Connections.OpenAsync(test, 3);
        var first = await connections[0].BeginWriteAsync();
        using var cancelled = new CancellationTokenSource();
        var impatient = connections[1].BeginWriteAsync(cancelled.Token).AsTask();
        var patient = connections[2].BeginWriteAsync().AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connections[1].BeginWriteAsync(cancelled.Token).AsTask());
        Assert.False(patient.IsCompleted);
        await first.DisposeAsync();
        await using (await patient)
        {
        }

        await using var again = await connections[1].BeginWriteAsync();
    }

    [Fact]
    public async Task A_turn_ends_when_another_process_has_the_file_for_too_long()
    {
        await using var test = await TestDatabase.CreateAsync(Dialect.Sqlite);
        await using var connections = await Connections.OpenAsync(test, 2);
        // Another connection string: as another process would, it knows nothing of turns here.
        await using var other = new SqliteConnection(new SqliteConnectionStringBuilder(test.ConnectionString) { Pooling = false }.ConnectionString);
        await other.OpenAsync();
        await using (var held = other.BeginTransaction(deferred: false))
        {
            await using (var wait = connections[0].Command("PRAGMA busy_timeout = 1"))
                await wait.ExecuteNonQueryAsync();
            ((SqliteConnection)connections[0]).DefaultTimeout = 1;
            await Assert.ThrowsAsync<SqliteException>(() => connections[0].BeginWriteAsync().AsTask());
        }

        await using var after = await connections[1].BeginWriteAsync();
    }

    /// <summary>Waits until so many stand in line.</summary>
    private static async Task WaitersAsync(TestDatabase test, int many)
    {
        var turns = WriteTurns.Of(test.Database.ConnectionString);
        while (turns.Waiting < many)
            await Task.Delay(1);
    }

    private sealed class Connections(List<DbConnection> all) : IAsyncDisposable
    {
        public DbConnection this[int place] => all[place];

        public static async Task<Connections> OpenAsync(TestDatabase test, int many)
        {
            var all = new List<DbConnection>();
            for (var i = 0; i < many; i++)
                all.Add(await test.Database.OpenAsync());
            return new Connections(all);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in all)
                await connection.DisposeAsync();
        }
    }
}
