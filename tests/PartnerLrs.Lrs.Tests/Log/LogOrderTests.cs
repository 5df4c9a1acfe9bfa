using PartnerLrs.Kernel;

namespace PartnerLrs.Lrs.Tests.Log;

public sealed class LogOrderTests
{
    [Theory, DatabaseData]
    public async Task Places_are_gap_free_and_stored_never_goes_backwards_also_with_conflicts_in_between(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var taken = Make.Id();
        await lrs.PutAsync(taken, Make.Statement(taken));
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 4) switch
        {
            0 => lrs.PostAsync(Make.Batch([Make.Statement(), Make.Statement(), Make.Statement()])),
            1 => lrs.PutAsync(taken, Make.Statement(taken)),
            2 => lrs.PostAsync(Make.Batch([Make.Statement(), Make.Statement(taken)])),
            _ => lrs.PostAsync(Make.Statement()),
        }));
        await AssertInOrderAsync(server, 1 + (15 * 3) + 15);
    }

    [Theory, DatabaseData]
    public async Task Two_processes_on_one_database_keep_one_order(Dialect dialect)
    {
        await using var here = await LrsServer.StartAsync(dialect);
        await using var there = await here.StartAnotherAsync();
        var one = await here.AllAsync();
        using var other = await there.ClientAsync("another", ["all"]);
        var id = Make.Id();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : other).PostAsync(Make.Batch([Make.Statement(), Make.Statement()]))));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? one : other).PutAsync(id, Make.Statement(id))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.NoContent);
        await AssertInOrderAsync(here, 81);
    }

    [Theory, DatabaseData]
    public async Task What_is_stored_in_the_row_stands_in_the_statement(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var ids = (await lrs.PostAsync(Make.Batch([Make.Statement(), Make.Statement()]))).Json.EnumerateArray().Select(id => id.GetGuid()).ToList();
        foreach (var id in ids)
        {
            var entry = await server.Log.FindAsync(id, default);
            Assert.Equal(entry!.Stored, Answer.Instant((await lrs.ByIdAsync(id)).Json.GetProperty("stored").GetString()!));
        }
    }

    private static async Task AssertInOrderAsync(LrsServer server, int count)
    {
        await using var connection = await server.Database.OpenAsync();
        await using var select = connection.Command("SELECT seq, stored, body FROM lrs_statements ORDER BY seq");
        await using var rows = await select.ExecuteReaderAsync();
        var (seq, last) = (0L, long.MinValue);
        while (await rows.ReadAsync())
        {
            Assert.Equal(++seq, rows.GetInt64(0));
            Assert.True(rows.GetInt64(1) >= last, "stored goes backwards");
            last = rows.GetInt64(1);
            Assert.Contains(Timestamps.FromUnixMicroseconds(last).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", null), System.Text.Encoding.UTF8.GetString(rows.GetFieldValue<byte[]>(2)), StringComparison.Ordinal);
        }

        Assert.Equal(count, seq);
    }
}
