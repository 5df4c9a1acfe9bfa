using static PartnerLrs.Lrs.Tests.Server.DocumentClient;

namespace PartnerLrs.Lrs.Tests.Documents;

public sealed class ConcurrencyTests(SharedServers servers)
{
    private const string Wrong = "\"0000000000000000000000000000000000000000\"";

    [Theory]
    [DatabaseData(State, "1.0.3", HttpStatusCode.NoContent, HttpStatusCode.NoContent)]
    [DatabaseData(ActivityProfile, "1.0.3", HttpStatusCode.BadRequest, HttpStatusCode.Conflict)]
    [DatabaseData(AgentProfile, "1.0.3", HttpStatusCode.BadRequest, HttpStatusCode.Conflict)]
    [DatabaseData(State, "2.0.0", HttpStatusCode.NoContent, HttpStatusCode.Conflict)]
    [DatabaseData(ActivityProfile, "2.0.0", HttpStatusCode.NoContent, HttpStatusCode.Conflict)]
    [DatabaseData(AgentProfile, "2.0.0", HttpStatusCode.NoContent, HttpStatusCode.Conflict)]
    public async Task A_put_without_preconditions_is_ruled_by_version_and_resource(Dialect dialect, string resource, string version, HttpStatusCode onNew, HttpStatusCode onExisting)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(resource);
        (await lrs.PutDocumentAsync(address, "1", version: version)).Is(onNew);
        await lrs.PutDocumentAsync(address, "1", version: version, noneMatch: "*");
        var again = (await lrs.PutDocumentAsync(address, "2", version: version)).Is(onExisting);
        Assert.Equal(onExisting == HttpStatusCode.NoContent ? "2" : "1", (await lrs.ReadAsync(address, version)).Text);
        if (onExisting == HttpStatusCode.Conflict)
        {
            Assert.Contains("If-Match", again.Detail(), StringComparison.Ordinal);
            Assert.Contains("current state", again.Detail(), StringComparison.Ordinal);
        }

        // POST and DELETE need none in either version.
        var posted = New(resource);
        (await lrs.PostDocumentAsync(posted, "{}", version: version)).Is(HttpStatusCode.NoContent);
        (await lrs.PostDocumentAsync(posted, "{}", version: version)).Is(HttpStatusCode.NoContent);
        (await lrs.DeleteAsync(posted, version)).Is(HttpStatusCode.NoContent);
    }

    [Theory]
    [DatabaseData(State, "1.0.3")]
    [DatabaseData(ActivityProfile, "1.0.3")]
    [DatabaseData(State, "2.0.0")]
    [DatabaseData(AgentProfile, "2.0.0")]
    public async Task A_precondition_that_does_not_hold_changes_nothing(Dialect dialect, string resource, string version)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(resource);
        // If-Match of anything where nothing is.
        (await lrs.PutDocumentAsync(address, "{}", version: version, match: "*")).Is(HttpStatusCode.PreconditionFailed);
        (await lrs.PostDocumentAsync(address, "{}", version: version, match: Wrong)).Is(HttpStatusCode.PreconditionFailed);
        (await lrs.DeleteAsync(address, version, "*")).Is(HttpStatusCode.PreconditionFailed);
        (await lrs.ReadAsync(address, version)).Is(HttpStatusCode.NotFound);

        var tag = (await lrs.PutDocumentAsync(address, """{"a":1}""", version: version, noneMatch: "*")).Is(HttpStatusCode.NoContent).ETag();
        foreach (var match in new[] { Wrong, $"W/{tag}", $"{Wrong}, W/{tag}", $"\"{tag.Trim('"').ToUpperInvariant()}\"" })
        {
            (await lrs.PutDocumentAsync(address, "{}", version: version, match: match)).Is(HttpStatusCode.PreconditionFailed);
            (await lrs.PostDocumentAsync(address, "{}", version: version, match: match)).Is(HttpStatusCode.PreconditionFailed);
            (await lrs.DeleteAsync(address, version, match)).Is(HttpStatusCode.PreconditionFailed);
        }

        foreach (var noneMatch in new[] { "*", tag, $"W/{tag}", $"{Wrong} , {tag}" })
        {
            (await lrs.PutDocumentAsync(address, "{}", version: version, noneMatch: noneMatch)).Is(HttpStatusCode.PreconditionFailed);
            (await lrs.PostDocumentAsync(address, "{}", version: version, noneMatch: noneMatch)).Is(HttpStatusCode.PreconditionFailed);
        }

        Assert.Equal("""{"a":1}""", (await lrs.ReadAsync(address, version)).Text);
    }

    [Theory]
    [DatabaseData(State)]
    [DatabaseData(ActivityProfile)]
    [DatabaseData(AgentProfile)]
    public async Task A_precondition_that_holds_lets_the_change_through(Dialect dialect, string resource)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(resource);
        var tag = (await lrs.PutDocumentAsync(address, """{"a":1}""", noneMatch: Wrong)).Is(HttpStatusCode.NoContent).ETag();
        tag = (await lrs.PutDocumentAsync(address, """{"a":2}""", match: tag)).Is(HttpStatusCode.NoContent).ETag();
        tag = (await lrs.PutDocumentAsync(address, """{"a":3}""", match: $"{Wrong},,\t{tag}")).Is(HttpStatusCode.NoContent).ETag();
        tag = (await lrs.PutDocumentAsync(address, """{"a":4}""", match: "*")).Is(HttpStatusCode.NoContent).ETag();
        tag = (await lrs.PutDocumentAsync(address, """{"a":5}""", match: tag, noneMatch: Wrong)).Is(HttpStatusCode.NoContent).ETag();
        tag = (await lrs.PostDocumentAsync(address, """{"b":6}""", match: tag)).Is(HttpStatusCode.NoContent).ETag();
        Assert.Equal("""{"a":5,"b":6}""", (await lrs.ReadAsync(address)).Text);
        (await lrs.DeleteAsync(address, match: tag)).Is(HttpStatusCode.NoContent);
        (await lrs.ReadAsync(address)).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [DatabaseData("abc")]
    [DatabaseData("\"abc")]
    [DatabaseData("w/\"abc\"")]
    [DatabaseData("W/")]
    [DatabaseData("*, \"abc\"")]
    [DatabaseData("\"a\" \"b\"")]
    [DatabaseData(",")]
    public async Task A_precondition_that_is_no_list_of_tags_is_refused_by_name(Dialect dialect, string header)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(State);
        await lrs.PutDocumentAsync(address, "{}");
        Assert.Contains("If-Match", (await lrs.PutDocumentAsync(address, "1", match: header)).Is(HttpStatusCode.BadRequest).Detail(), StringComparison.Ordinal);
        Assert.Contains("If-None-Match", (await lrs.PostDocumentAsync(address, "{}", noneMatch: header)).Is(HttpStatusCode.BadRequest).Detail(), StringComparison.Ordinal);
        (await lrs.DeleteAsync(address, match: header)).Is(HttpStatusCode.BadRequest);
        (await lrs.ReadAsync(address, change: Demand(header))).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task A_reader_that_has_the_content_already_is_told_so(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var context = Context(State);
        var address = $"{context}&stateId=s";
        var tag = (await lrs.PutDocumentAsync(address, "1")).ETag();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            var unchanged = (await lrs.ReadAsync(address, method: method, change: Demand(null, $"W/{tag}"))).Is(HttpStatusCode.NotModified);
            Assert.Equal((tag, ""), (unchanged.ETag(), unchanged.Text));
            (await lrs.ReadAsync(address, method: method, change: Demand(null, Wrong))).Is(HttpStatusCode.OK);
            (await lrs.ReadAsync(address, method: method, change: Demand(Wrong))).Is(HttpStatusCode.PreconditionFailed);
            (await lrs.ReadAsync(address, method: method, change: Demand(tag))).Is(HttpStatusCode.OK);
        }

        var ids = (await lrs.ReadAsync(context)).ETag();
        (await lrs.ReadAsync(context, change: Demand(null, ids))).Is(HttpStatusCode.NotModified);
    }

    [Theory, DatabaseData]
    public async Task Many_are_not_deleted_under_a_precondition(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var context = Context(State);
        await lrs.PutDocumentAsync($"{context}&stateId=s", "1");
        (await lrs.DeleteAsync(context, match: "*")).Is(HttpStatusCode.BadRequest);
        Assert.Single((await lrs.ReadAsync(context)).Texts());
    }

    [Theory]
    [DatabaseData(State)]
    [DatabaseData(AgentProfile)]
    public async Task Of_twenty_writers_with_one_tag_exactly_one_wins_each_round(Dialect dialect, string resource)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(resource);
        var tag = (await lrs.PutDocumentAsync(address, "start", noneMatch: "*")).Is(HttpStatusCode.NoContent).ETag();
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => lrs.PutDocumentAsync(address, $"round {round} writer {writer}", match: tag)));
            var winner = Assert.Single(Enumerable.Range(0, 20), writer => answers[writer].Status == HttpStatusCode.NoContent);
            Assert.Equal(19, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
            var now = await lrs.ReadAsync(address);
            Assert.Equal($"round {round} writer {winner}", now.Text);
            tag = now.ETag();
        }
    }

    [Theory, DatabaseData]
    public async Task Of_twenty_first_writers_exactly_one_wins(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(ActivityProfile);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => lrs.PutDocumentAsync(address, $"{writer}", version: "1.0.3", noneMatch: "*")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.NoContent);
        Assert.Equal(19, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }
}
