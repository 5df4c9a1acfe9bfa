using System.Collections.Concurrent;

namespace PartnerLrs.Lrs.Tests.Log;

public sealed class BoundTests
{
    [Theory, DatabaseData]
    public async Task Nothing_is_ever_stored_at_or_before_a_bound_that_was_told(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        using var done = new CancellationTokenSource();
        var told = new ConcurrentQueue<(DateTime Bound, int Seen)>();
        var readers = Enumerable.Range(0, 3).Select(async _ =>
        {
            while (!done.IsCancellationRequested)
            {
                // The bound is told with this very answer, so what it shows up to the bound is all there will ever be.
                var page = (await lrs.GetAsync("limit=500&ascending=true")).Is(HttpStatusCode.OK);
                told.Enqueue((page.Bound, page.Statements.Count(statement => Stored(statement) <= page.Bound)));
            }
        }).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 25; i++)
                (await lrs.PostAsync(Make.Batch([Make.Statement(), Make.Statement()]))).Is(HttpStatusCode.OK);
        }));
        await done.CancelAsync();
        await Task.WhenAll(readers);

        var stored = (await server.Log.TailAsync(0, 1_000, default)).Select(entry => entry.Stored).ToList();
        Assert.Equal(200, stored.Count);
        Assert.NotEmpty(told);
        Assert.All(told, answer => Assert.Equal(stored.Count(at => at <= answer.Bound), answer.Seen));
    }

    [Theory, DatabaseData]
    public async Task The_bound_passes_a_statement_once_it_is_acknowledged(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var posted = (await lrs.PostAsync(Make.Statement())).Is(HttpStatusCode.OK);
        var read = await lrs.ByIdAsync(posted.Json[0].GetGuid());
        Assert.True(read.Bound >= Stored(read.Json));
    }

    [Theory, DatabaseData]
    public async Task A_reader_that_moves_from_bound_to_bound_misses_nothing(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var writing = Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            for (var i = 0; i < 20; i++)
                (await lrs.PostAsync(Make.Statement())).Is(HttpStatusCode.OK);
        }));
        var seen = new List<Guid>();
        var since = "1990-01-01T00:00:00Z";
        for (var last = false; ; last = writing.IsCompleted)
        {
            var bound = (await lrs.SendAsync(HttpMethod.Head, $"{LrsClient.Statements}?limit=1")).Headers[Answer.BoundHeader];
            seen.AddRange(await lrs.WalkAsync($"since={since}&until={bound}&ascending=true&limit=10"));
            since = bound;
            if (last)
                break;
        }

        await writing;
        Assert.Equal((await server.Log.TailAsync(0, 1_000, default)).Select(entry => entry.Id), seen);
    }

    private static DateTime Stored(System.Text.Json.JsonElement statement) => Answer.Instant(statement.GetProperty("stored").GetString()!);
}
