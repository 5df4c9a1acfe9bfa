namespace PartnerLrs.Lrs.Tests.Access;

public sealed class VersionTests(SharedServers servers)
{
    [Theory]
    [DatabaseData("1.0", "1.0.3")]
    [DatabaseData("1.0.0", "1.0.3")]
    [DatabaseData("1.0.9", "1.0.3")]
    [DatabaseData("2.0", "2.0.0")]
    [DatabaseData("2.0.0", "2.0.0")]
    [DatabaseData("2.0.7", "2.0.0")]
    public async Task A_version_that_is_spoken_is_answered_with_its_latest_patch(Dialect dialect, string sent, string answered)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var answer = (await lrs.GetAsync("limit=1", sent)).Is(HttpStatusCode.OK);
        Assert.Equal(answered, answer.Headers[Answer.VersionHeader]);
    }

    [Theory]
    [DatabaseData("(none)")]
    [DatabaseData("")]
    [DatabaseData("0.95")]
    [DatabaseData("1")]
    [DatabaseData("1.1")]
    [DatabaseData("1.0.")]
    [DatabaseData("1.0.x")]
    [DatabaseData("1.00")]
    [DatabaseData("2.1.0")]
    [DatabaseData("2.0.0-beta")]
    [DatabaseData("3.0.0")]
    [DatabaseData("1.0.3, 2.0.0")]
    public async Task A_version_that_is_not_spoken_is_refused_before_anything_is_done(Dialect dialect, string sent)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        var id = Make.Id();
        void Change(HttpRequestMessage request)
        {
            request.Headers.Remove(Answer.VersionHeader);
            if (sent != "(none)")
                request.Headers.TryAddWithoutValidation(Answer.VersionHeader, sent);
        }

        (await lrs.SendAsync(HttpMethod.Get, LrsClient.Statements, null, null, Change)).Is(HttpStatusCode.BadRequest);
        (await lrs.SendAsync(HttpMethod.Put, $"{LrsClient.Statements}?statementId={id:D}", LrsClient.Json(Make.Statement()), null, Change)).Is(HttpStatusCode.BadRequest);
        (await lrs.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
        (await lrs.SendAsync(HttpMethod.Get, "xapi/about", null, null, Change)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [DatabaseData("1.0.3")]
    [DatabaseData("2.0.0")]
    public async Task Every_refusal_speaks_the_version_of_the_conversation(Dialect dialect, string version)
    {
        // The client checks the version, Date and Consistent-Through of each of these.
        await using var server = await LrsServer.StartAsync(dialect, options => options.MaximumRequestBytes = 1_000);
        var lrs = await server.AllAsync();
        using var stranger = server.Stranger();
        using var reader = await server.ClientAsync("reader", ["statements/read"]);
        (await stranger.GetAsync("", version)).Is(HttpStatusCode.Unauthorized);
        (await reader.PostAsync(Make.Statement(), version)).Is(HttpStatusCode.Forbidden);
        (await lrs.GetAsync($"statementId={Make.Id():D}", version)).Is(HttpStatusCode.NotFound);
        (await lrs.SendAsync(HttpMethod.Get, "xapi/nothing", null, version)).Is(HttpStatusCode.NotFound);
        (await lrs.SendAsync(HttpMethod.Delete, LrsClient.Statements, null, version)).Is(HttpStatusCode.MethodNotAllowed);
        (await lrs.SendAsync(HttpMethod.Patch, LrsClient.Statements, LrsClient.Json("{}"), version)).Is(HttpStatusCode.MethodNotAllowed);
        (await lrs.SendAsync(HttpMethod.Post, "xapi/about", LrsClient.Json("{}"), version)).Is(HttpStatusCode.MethodNotAllowed);
        (await lrs.PostAsync(Make.Batch(Enumerable.Range(0, 20).Select(_ => Make.Statement())), version)).Is(HttpStatusCode.RequestEntityTooLarge);
        (await lrs.PostAsync("{", version)).Is(HttpStatusCode.BadRequest);
    }

    [Theory]
    [DatabaseData("XAPI/statements")]
    [DatabaseData("xapi/Statements")]
    [DatabaseData("xApi/STATEMENTS/")]
    [DatabaseData("xapi/%73tatements")]
    public async Task A_path_that_routing_takes_for_the_resource_keeps_the_resources_rules(Dialect dialect, string path)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var answer = (await lrs.SendAsync(HttpMethod.Get, path + "?limit=1")).Is(HttpStatusCode.OK);
        Assert.True(answer.Headers.ContainsKey(Answer.BoundHeader));
        (await lrs.SendAsync(HttpMethod.Get, path + "?limit=1", null, null)).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task The_version_spoken_by_default_is_configuration(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect, options => options.DefaultVersion = Xapi.XapiVersion.V1);
        using var http = new HttpClient { BaseAddress = server.Root };
        foreach (var path in new[] { "xapi/about", LrsClient.Statements })
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(["1.0.3"], response.Headers.GetValues(Answer.VersionHeader));
        }
    }

    [Theory, DatabaseData]
    public async Task What_is_of_2_0_only_is_refused_in_a_conversation_in_1_0(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var statement = Make.Statement(more: $$"""
            "context":{"contextAgents":[{"objectType":"contextAgent","agent":{{Make.Agent()}}}]}
            """);
        Assert.Equal("/context/contextAgents", (await lrs.PostAsync(statement, "1.0.3")).Is(HttpStatusCode.BadRequest).Pointer);
        (await lrs.PostAsync(statement)).Is(HttpStatusCode.OK);
        (await lrs.PostAsync(Make.Statement(more: "\"version\":\"2.0.0\""), "1.0.3")).Is(HttpStatusCode.BadRequest);
    }
}
