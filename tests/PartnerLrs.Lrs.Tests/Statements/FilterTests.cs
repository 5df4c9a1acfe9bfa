namespace PartnerLrs.Lrs.Tests.Statements;

public sealed class FilterTests(SharedServers servers)
{
    private const string Mbox = """{"mbox":"mailto:NAME@example.com"}""";
    private const string OpenId = """{"openid":"http://NAME.example.com/"}""";
    private const string Sha1 = """{"mbox_sha1sum":"SHA"}""";
    private const string Account = """{"account":{"homePage":"http://example.com/","name":"NAME"}}""";

    [Theory]
    [DatabaseData(Mbox)]
    [DatabaseData(OpenId)]
    [DatabaseData(Sha1)]
    [DatabaseData(Account)]
    public async Task An_agent_is_found_by_any_of_the_four_identifiers_as_actor_and_as_object(Dialect dialect, string shape)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var name = Make.Id().ToString("N");
        var agent = shape.Replace("NAME", name, StringComparison.Ordinal).Replace("SHA", name + "01234567", StringComparison.Ordinal);
        var named = agent[..^1] + ",\"name\":\"Somebody\"}";
        var (asActor, asObject) = (Make.Id(), Make.Id());
        await StoreAsync(lrs, Make.Statement(asActor, named));
        await StoreAsync(lrs, Make.Statement(asObject).Replace("""{"id":"http://example.com/activities/1"}""", "{\"objectType\":\"Agent\"," + agent[1..], StringComparison.Ordinal));
        Assert.Equal([asObject, asActor], (await lrs.GetAsync(Make.Query("agent", agent))).Is(HttpStatusCode.OK).Ids);
    }

    [Theory, DatabaseData]
    public async Task An_agent_is_found_as_a_member_of_a_group_that_acts(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (agent, id) = (Make.Agent(), Make.Id());
        await StoreAsync(lrs, Make.Statement(id, $$"""{"objectType":"Group","member":[{{Make.Agent()}},{{agent}}]}"""));
        Assert.Equal([id], (await lrs.GetAsync(Make.Query("agent", agent))).Ids);
    }

    [Theory, DatabaseData]
    public async Task Verb_activity_registration_and_agent_all_have_to_hold(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (agent, verb, activity, registration) = (Make.Agent(), Make.Iri("verbs"), Make.Iri(), Make.Id());
        var context = $$"""
            "context":{"registration":"{{registration:D}}"}
            """;
        var (whole, otherAgent, otherVerb, otherActivity, otherRegistration) = (Make.Id(), Make.Id(), Make.Id(), Make.Id(), Make.Id());
        await StoreAsync(
            lrs,
            Make.Statement(whole, agent, verb, activity, context),
            Make.Statement(otherAgent, null, verb, activity, context),
            Make.Statement(otherVerb, agent, null, activity, context),
            Make.Statement(otherActivity, agent, verb, null, context),
            Make.Statement(otherRegistration, agent, verb, activity));
        string[] filters = [Make.Query("agent", agent), Make.Query("verb", verb), Make.Query("activity", activity), $"registration={registration.ToString("D").ToUpperInvariant()}"];
        Guid[] all = [whole, otherAgent, otherVerb, otherActivity, otherRegistration];
        for (var chosen = 1; chosen < 16; chosen++)
        {
            var expected = all.Where((_, at) => at == 0 || (chosen & (1 << (at - 1))) == 0);
            var query = string.Join('&', filters.Where((_, at) => (chosen & (1 << at)) != 0));
            Assert.Equal(expected, (await lrs.GetAsync(query + "&ascending=true")).Is(HttpStatusCode.OK).Ids);
        }
    }

    [Theory, DatabaseData]
    public async Task Related_filters_look_everywhere_in_the_statement(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (agent, activity) = (Make.Agent(), Make.Iri());
        var sub = $$$$"""{"objectType":"SubStatement","actor":{{{{agent}}}},"verb":{"id":"http://example.com/verbs/did"},"object":{"id":"{{{{activity}}}}"}}""";
        Guid[] ids = [Make.Id(), Make.Id(), Make.Id()];
        await StoreAsync(
            lrs,
            Make.Statement(ids[0], more: $$$$"""
                "context":{"instructor":{{{{agent}}}},"contextActivities":{"grouping":[{"id":"{{{{activity}}}}"}]}}
                """),
            Make.Statement(ids[1]).Replace("""{"id":"http://example.com/activities/1"}""", sub, StringComparison.Ordinal),
            Make.Statement(ids[2], agent, activity: activity));
        var (byAgent, byActivity) = (Make.Query("agent", agent), Make.Query("activity", activity));
        Assert.Equal([ids[2]], (await lrs.GetAsync(byAgent)).Ids);
        Assert.Equal([ids[2]], (await lrs.GetAsync(byActivity)).Ids);
        Assert.Equal(ids, (await lrs.GetAsync(byAgent + "&related_agents=true&ascending=true")).Ids);
        Assert.Equal(ids, (await lrs.GetAsync(byActivity + "&related_activities=true&ascending=true")).Ids);
        Assert.Equal([ids[2]], (await lrs.GetAsync(byActivity + "&related_activities=false")).Ids);
    }

    [Theory, DatabaseData]
    public async Task A_statement_that_is_related_in_two_places_is_listed_once_and_in_order(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (agent, activity) = (Make.Agent(), Make.Iri());
        var ids = Enumerable.Range(0, 7).Select(_ => Make.Id()).ToArray();
        var elsewhere = $$$$"""
            "context":{"instructor":{{{{agent}}}},"contextActivities":{"grouping":[{"id":"{{{{activity}}}}"}]}}
            """;
        for (var i = 0; i < ids.Length; i++)
            await StoreAsync(lrs, (i % 3) switch { 0 => Make.Statement(ids[i], agent, activity: activity), 1 => Make.Statement(ids[i], more: elsewhere), _ => Make.Statement(ids[i], agent, activity: activity, more: elsewhere) });
        foreach (var query in new[] { Make.Query("agent", agent) + "&related_agents=true", Make.Query("activity", activity) + "&related_activities=true", $"{Make.Query("agent", agent)}&related_agents=true&{Make.Query("activity", activity)}&related_activities=true" })
        {
            Assert.Equal(ids.Reverse(), (await lrs.GetAsync(query)).Ids);
            Assert.Equal(ids, await lrs.WalkAsync(query + "&ascending=true&limit=2"));
        }
    }

    [Theory, DatabaseData]
    public async Task Context_agents_and_groups_count_as_related(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (agent, member, id) = (Make.Agent(), Make.Agent(), Make.Id());
        await StoreAsync(lrs, Make.Statement(id, more: $$$$"""
            "context":{"contextAgents":[{"objectType":"contextAgent","agent":{{{{agent}}}}}],"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","member":[{{{{member}}}}]}}]}
            """));
        Assert.Equal([id], (await lrs.GetAsync(Make.Query("agent", agent) + "&related_agents=true")).Ids);
        Assert.Equal([id], (await lrs.GetAsync(Make.Query("agent", member) + "&related_agents=true")).Ids);
        Assert.Empty((await lrs.GetAsync(Make.Query("agent", agent))).Ids);
    }

    [Theory, DatabaseData]
    public async Task The_authority_counts_as_related(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        using var lrs = await server.ClientAsync($"sender-{Make.Id()}", ["all"]);
        var id = Make.Id();
        await StoreAsync(lrs, Make.Statement(id));
        var authority = (await lrs.ByIdAsync(id)).Json.GetProperty("authority").GetRawText();
        Assert.Equal([id], (await lrs.GetAsync(Make.Query("agent", authority) + "&related_agents=true")).Ids);
        Assert.Empty((await lrs.GetAsync(Make.Query("agent", authority))).Ids);
    }

    [Theory, DatabaseData]
    public async Task Since_is_exclusive_and_until_is_inclusive(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var agent = Make.Agent();
        Guid[] ids = [Make.Id(), Make.Id(), Make.Id()];
        foreach (var id in ids)
            await StoreAsync(lrs, Make.Statement(id, agent));
        var middle = (await lrs.ByIdAsync(ids[1])).Json.GetProperty("stored").GetString()!;
        var query = Make.Query("agent", agent);
        Assert.Equal([ids[2]], (await lrs.GetAsync($"{query}&since={middle}")).Ids);
        Assert.Equal([ids[1], ids[0]], (await lrs.GetAsync($"{query}&until={middle}")).Ids);
        Assert.Empty((await lrs.GetAsync($"{query}&since={middle}&until={middle}")).Ids);
        Assert.Equal(3, (await lrs.GetAsync($"{query}&since=1990-01-01T00:00:00Z&until=9999-12-31T23:59:59Z")).Ids.Count);
        Assert.Empty((await lrs.GetAsync($"{query}&since=9999-12-31T23:59:59Z")).Ids);
        Assert.Empty((await lrs.GetAsync($"{query}&until=0001-01-01T00:00:00Z")).Ids);
    }

    [Theory, DatabaseData]
    public async Task A_limit_of_zero_or_more_than_the_server_allows_is_what_the_server_allows(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect, options => options.MaximumPage = 3);
        var lrs = await server.AllAsync();
        await StoreAsync(lrs, [.. Enumerable.Range(0, 5).Select(_ => Make.Statement(Make.Id()))]);
        foreach (var query in new[] { "", "limit=0", "limit=3", "limit=1000000", "limit=9223372036854775807" })
        {
            var page = (await lrs.GetAsync(query)).Is(HttpStatusCode.OK);
            Assert.Equal(3, page.Ids.Count);
            Assert.NotEmpty(page.More);
        }

        Assert.Equal(2, (await lrs.GetAsync("limit=2")).Ids.Count);
    }

    [Theory, DatabaseData]
    public async Task Nothing_found_is_an_empty_page(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        Assert.Equal("""{"statements":[],"more":""}""", (await lrs.GetAsync(Make.Query("verb", Make.Iri("verbs")))).Is(HttpStatusCode.OK).Text);
    }

    [Theory, DatabaseData]
    public async Task Head_answers_as_get_without_the_body(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Id();
        await StoreAsync(lrs, Make.Statement(id));
        foreach (var (path, status) in new[] { ($"?statementId={id:D}", HttpStatusCode.OK), ("?limit=1", HttpStatusCode.OK), ($"?statementId={Make.Id():D}", HttpStatusCode.NotFound), ("?Limit=1", HttpStatusCode.BadRequest) })
        {
            var head = (await lrs.SendAsync(HttpMethod.Head, LrsClient.Statements + path)).Is(status);
            var get = (await lrs.SendAsync(HttpMethod.Get, LrsClient.Statements + path)).Is(status);
            Assert.Empty(head.Text);
            Assert.Equal(get.Headers["Content-Type"], head.Headers["Content-Type"]);
            Assert.Equal(get.Headers.GetValueOrDefault("Last-Modified"), head.Headers.GetValueOrDefault("Last-Modified"));
        }
    }

    private static async Task StoreAsync(LrsClient lrs, params string[] statements) => (await lrs.PostAsync(Make.Batch(statements))).Is(HttpStatusCode.OK);
}
