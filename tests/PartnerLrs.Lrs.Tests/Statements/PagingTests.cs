namespace PartnerLrs.Lrs.Tests.Statements;

public sealed class PagingTests(SharedServers servers)
{
    [Theory]
    [DatabaseData("")]
    [DatabaseData("&ascending=true")]
    public async Task Walking_more_to_the_end_meets_every_statement_once_and_in_order(Dialect dialect, string direction)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var agent = Make.Agent();
        var ids = await StoreAsync(lrs, agent, 23);
        if (direction.Length == 0)
            ids.Reverse();
        foreach (var limit in new[] { 1, 5, 23, 24 })
            Assert.Equal(ids, await lrs.WalkAsync($"{Make.Query("agent", agent)}{direction}&limit={limit}"));
    }

    [Theory, DatabaseData]
    public async Task More_is_a_relative_address_under_the_same_host_that_keeps_every_parameter(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (agent, verb) = (Make.Agent(), Make.Iri("verbs") + "?a=b&c=d#e");
        await lrs.PostAsync(Make.Batch(Enumerable.Range(0, 3).SelectMany(_ => new[] { Make.Statement(null, agent, verb), Make.Statement(null, agent) })));
        var page = await lrs.GetAsync($"{Make.Query("agent", agent)}&{Make.Query("verb", verb)}&limit=2&format=exact");
        Assert.StartsWith("/xapi/statements?", page.More, StringComparison.Ordinal);
        var last = await lrs.SendAsync(HttpMethod.Get, page.More.TrimStart('/'));
        Assert.Single(last.Ids);
        Assert.Empty(last.More);
        Assert.Equal(verb, last.Statements[0].GetProperty("verb").GetProperty("id").GetString());
    }

    [Theory, DatabaseData]
    public async Task Walking_backwards_while_others_write_meets_what_was_there_and_nothing_twice(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var agent = Make.Agent();
        var before = await StoreAsync(lrs, agent, 20);
        before.Reverse();
        var walked = await lrs.WalkAsync($"{Make.Query("agent", agent)}&limit=3", () => StoreAsync(lrs, agent, 2));
        Assert.Equal(before, walked);
    }

    [Theory, DatabaseData]
    public async Task Walking_forwards_while_others_write_meets_every_statement_once_in_the_order_of_the_log(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var agent = Make.Agent();
        await StoreAsync(lrs, agent, 40);
        var writers = Enumerable.Range(0, 4).Select(async _ =>
        {
            var written = new List<Guid>();
            for (var i = 0; i < 12; i++)
                written.AddRange(await StoreAsync(lrs, agent, 1 + (i % 3)));
            return written;
        }).ToList();
        var walked = await lrs.WalkAsync($"{Make.Query("agent", agent)}&ascending=true&limit=4");
        await Task.WhenAll(writers);
        var whole = await lrs.WalkAsync($"{Make.Query("agent", agent)}&ascending=true&limit=500");
        Assert.Equal(40 + (4 * 24), whole.Distinct().Count());
        Assert.Equal(whole.Take(walked.Count), walked);
        var log = await server.Log.TailAsync(0, 1_000, default);
        Assert.Equal(log.Select(entry => entry.Id), whole);
    }

    [Theory, DatabaseData]
    public async Task A_page_that_voiding_empties_still_leads_on(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var agent = Make.Agent();
        var ids = await StoreAsync(lrs, agent, 6);
        var first = await lrs.GetAsync($"{Make.Query("agent", agent)}&ascending=true&limit=2");
        foreach (var id in ids.Skip(1).Take(3))
            (await lrs.PostAsync(Make.Voiding(id))).Is(HttpStatusCode.OK);
        var second = await lrs.SendAsync(HttpMethod.Get, first.More.TrimStart('/'));
        Assert.Equal(ids[4..], second.Ids);
    }

    private static async Task<List<Guid>> StoreAsync(LrsClient lrs, string agent, int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Make.Id()).ToList();
        (await lrs.PostAsync(Make.Batch(ids.Select(id => Make.Statement(id, agent))))).Is(HttpStatusCode.OK);
        return ids;
    }
}
