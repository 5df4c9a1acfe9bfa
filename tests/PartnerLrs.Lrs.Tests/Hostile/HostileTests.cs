using System.Globalization;
using System.Text;

namespace PartnerLrs.Lrs.Tests.Hostile;

public sealed class HostileTests(SharedServers servers)
{
    [Theory]
    [DatabaseData("http://example.com/a", "b", "http://example.com/", "ab")]
    [DatabaseData("http://example.com/", "a:b", "http://example.com/:a", "b")]
    [DatabaseData("http://example.com/", "20:http://example.com/", "http://example.com/", "http://example.com/")]
    [DatabaseData("http://example.com", "/x", "http://example.com/", "x")]
    [DatabaseData("http://example.com/", "Ada", "http://example.com/", "ada")]
    [DatabaseData("http://example.com/", "ada", "http://example.com/", "ada ")]
    [DatabaseData("http://example.com/", "ada", "http://Example.com/", "ada")]
    public async Task Accounts_that_look_alike_are_not_taken_for_each_other(Dialect dialect, string homePage, string name, string otherHomePage, string otherName)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var verb = Make.Iri("verbs");
        var (id, other) = (Make.Id(), Make.Id());
        var (agent, twin) = (Account(homePage, name), Account(otherHomePage, otherName));
        await lrs.PutAsync(id, Make.Statement(id, agent, verb));
        await lrs.PutAsync(other, Make.Statement(other, twin, verb));
        Assert.Equal([id], (await lrs.GetAsync($"{Make.Query("agent", agent)}&{Make.Query("verb", verb)}")).Ids);
        Assert.Equal([other], (await lrs.GetAsync($"{Make.Query("agent", twin)}&{Make.Query("verb", verb)}")).Ids);

        static string Account(string homePage, string name) => $$$$"""{"account":{"homePage":"{{{{homePage}}}}","name":"{{{{name}}}}"}}""";
    }

    [Theory, DatabaseData]
    public async Task One_value_under_different_identifiers_is_different_people(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var verb = Make.Iri("verbs");
        var iri = $"mailto:{Make.Id():N}@example.com";
        string[] agents = [$$"""{"mbox":"{{iri}}"}""", $$"""{"openid":"{{iri}}"}""", $$$$"""{"account":{"homePage":"{{{{iri}}}}","name":"{{{{iri}}}}"}}"""];
        await lrs.PostAsync(Make.Batch(agents.Select(agent => Make.Statement(null, agent, verb))));
        foreach (var agent in agents)
            Assert.Single((await lrs.GetAsync($"{Make.Query("agent", agent)}&{Make.Query("verb", verb)}")).Ids);
    }

    [Theory]
    [DatabaseData("statementId=x%0d%0aSet-Cookie:%20a=b")]
    [DatabaseData("x%0d%0aSet-Cookie:%20a=b=1")]
    [DatabaseData("verb=http://example.com/%0d%0aSet-Cookie:%20a=b")]
    [DatabaseData("registration=%00")]
    [DatabaseData("agent=%ff%fe")]
    public async Task Line_ends_in_the_query_reach_no_header(Dialect dialect, string query)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var answer = (await lrs.GetAsync(query)).Is(HttpStatusCode.BadRequest);
        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
    }

    [Theory, DatabaseData]
    public async Task Line_ends_in_a_filter_reach_more_only_escaped(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var agent = """{"account":{"homePage":"http://example.com","name":"a\r\nb&limit=0#?ü"}}""";
        await lrs.PostAsync(Make.Batch(Enumerable.Range(0, 3).Select(_ => Make.Statement(null, agent))));
        var page = await lrs.GetAsync(Make.Query("agent", agent) + "&limit=1");
        Assert.True(Ascii.IsValid(page.More) && !page.More.Contains('#', StringComparison.Ordinal));
        Assert.Equal(3, (await lrs.WalkAsync(Make.Query("agent", agent) + "&limit=1")).Distinct().Count());
    }

    [Theory, DatabaseData]
    public async Task A_cursor_that_was_altered_leads_nowhere_new(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var agent = Make.Agent();
        await lrs.PostAsync(Make.Batch(Enumerable.Range(0, 4).Select(_ => Make.Statement(null, agent))));
        var query = Make.Query("agent", agent);
        Assert.Empty((await lrs.GetAsync(query + "&cursor=0")).Is(HttpStatusCode.OK).Ids);
        Assert.Equal(4, (await lrs.GetAsync(query + "&cursor=0&ascending=true")).Is(HttpStatusCode.OK).Ids.Count);
        Assert.Equal(4, (await lrs.GetAsync($"{query}&cursor={long.MaxValue}")).Is(HttpStatusCode.OK).Ids.Count);
        Assert.Empty((await lrs.GetAsync($"{query}&cursor={long.MaxValue}&ascending=true")).Is(HttpStatusCode.OK).Ids);
    }

    [Theory, DatabaseData]
    public async Task Ten_thousand_statements_in_one_batch_are_all_stored(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var agent = Make.Agent();
        var large = lrs.PostAsync(Make.Batch(Enumerable.Range(0, 10_000).Select(i => Make.Statement(null, agent, activity: i.ToString("'http://example.com/'0", CultureInfo.InvariantCulture)))));
        var small = Enumerable.Range(0, 10).Select(_ => lrs.PostAsync(Make.Statement())).ToList();
        Assert.Equal(10_000, (await large).Is(HttpStatusCode.OK).Json.EnumerateArray().Select(id => id.GetGuid()).Distinct().Count());
        Assert.All(await Task.WhenAll(small), answer => answer.Is(HttpStatusCode.OK));
        Assert.Equal(10_010, (await server.Log.HeadAsync(default)).Seq);
        Assert.Equal(10_000, (await lrs.WalkAsync(Make.Query("agent", agent))).Distinct().Count());
    }

    [Theory]
    [DatabaseData(40, HttpStatusCode.OK)]
    [DatabaseData(64, HttpStatusCode.BadRequest)]
    [DatabaseData(100_000, HttpStatusCode.BadRequest)]
    public async Task Json_that_is_nested_deep_is_taken_or_refused_and_never_breaks(Dialect dialect, int depth, HttpStatusCode status)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var deep = $"{new string('[', depth)}{new string(']', depth)}";
        var id = Make.Id();
        var statement = Make.Statement(id, more: $$$$"""
            "result":{"extensions":{"http://example.com/x":{{{{deep}}}}}}
            """);
        (await lrs.PostAsync(statement)).Is(status);
        (await lrs.PostAsync(statement)).Is(status); // compared with what is there
        (await lrs.PostAsync(deep)).Is(HttpStatusCode.BadRequest);
        (await lrs.GetAsync("agent=" + Uri.EscapeDataString(new string('[', Math.Min(depth, 1_000))))).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task An_object_with_very_many_members_costs_no_more_than_its_size(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var extensions = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"http://example.com/{i}\":{i}"));
        var id = Make.Id();
        var statement = Make.Statement(id, more: $$$$"""
            "result":{"extensions":{{{{{extensions}}}}}}
            """);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (var i = 0; i < 2; i++)
            (await lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, LrsClient.Json(statement), cancellationToken: patience.Token)).Is(HttpStatusCode.OK);
    }

    [Theory, DatabaseData]
    public async Task Text_that_databases_trip_over_is_kept(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Id();
        const string Response = """
            "result":{"response":"'; DROP TABLE lrs_statements; -- \u0000 \uD83D\uDE00 \"\\ \u2028"}
            """;
        (await lrs.PutAsync(id, Make.Statement(id, more: Response))).Is(HttpStatusCode.NoContent);
        Assert.Contains(Response.Trim(), (await lrs.ByIdAsync(id)).Text, StringComparison.Ordinal);
    }

    [Theory, DatabaseData]
    public async Task Text_that_is_not_UTF_8_is_refused(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var encoding in new[] { Encoding.Latin1, Encoding.Unicode })
        {
            var content = new ByteArrayContent(encoding.GetBytes(Make.Statement(more: "\"result\":{\"response\":\"Grüße\"}")));
            content.Headers.ContentType = new("application/json");
            (await lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, content)).Is(HttpStatusCode.BadRequest);
        }
    }
}
