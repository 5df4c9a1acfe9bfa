using System.Text.Json;

namespace PartnerLrs.Lrs.Tests.Activities;

public sealed class ActivityTests(SharedServers servers)
{
    private const string Resource = "xapi/activities";

    [Theory, DatabaseData]
    public async Task An_activity_holds_all_that_statements_say_of_it_wherever_they_say_it(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Iri();
        (await lrs.PostAsync(Make.Batch([About(id, """{"name":{"en":"Course"}}"""), About(id, """{"name":{"fr":"Cours"},"type":"http://example.com/course"}""")]))).Is(HttpStatusCode.OK);
        var parent = $"{{\"id\":\"{id}\",\"definition\":{{\"description\":{{\"en\":\"Long\"}}}}}}";
        (await lrs.PostAsync(Make.Statement(more: "\"context\":{\"contextActivities\":{\"parent\":" + parent + "}}"))).Is(HttpStatusCode.OK);
        await AssertHeldAsync(lrs, id, """{"name":{"en":"Course","fr":"Cours"},"type":"http://example.com/course","description":{"en":"Long"}}""");
        (await lrs.PostAsync(About(id, """{"name":{"en":"Renamed"}}"""))).Is(HttpStatusCode.OK);
        await AssertHeldAsync(lrs, id, """{"name":{"en":"Renamed","fr":"Cours"},"type":"http://example.com/course","description":{"en":"Long"}}""");
    }

    [Theory, DatabaseData]
    public async Task An_activity_that_nobody_defined_is_answered_bare(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Iri();
        Assert.Equal($$"""{"objectType":"Activity","id":"{{id}}"}""", (await AskAsync(lrs, id)).Is(HttpStatusCode.OK).Text);
        var answer = await lrs.SendAsync(HttpMethod.Head, $"{Resource}?{Make.Query("activityId", id)}");
        Assert.Equal(("", "application/json"), (answer.Is(HttpStatusCode.OK).Text, answer.Headers["Content-Type"]));
    }

    [Theory]
    [DatabaseData("")]
    [DatabaseData("activityId=")]
    [DatabaseData("activityId=course")]
    [DatabaseData("activityid=http://example.com/a")]
    [DatabaseData("activityId=http://example.com/a&activityId=http://example.com/b")]
    [DatabaseData("activityId=http://example.com/a&more=1")]
    public async Task A_wrong_query_is_refused(Dialect dialect, string query)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        (await lrs.SendAsync(HttpMethod.Get, $"{Resource}?{query}")).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task Who_may_not_define_leaves_what_is_held_as_it_is(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var id = Make.Iri();
        using var writer = await server.ClientAsync($"writer-{Make.Id()}", ["statements/write"]);
        using var definer = await server.ClientAsync($"definer-{Make.Id()}", ["statements/write", "define"]);
        (await definer.PostAsync(About(id, """{"name":{"en":"Course"}}"""))).Is(HttpStatusCode.OK);
        (await writer.PostAsync(About(id, """{"name":{"en":"Spam"}}"""))).Is(HttpStatusCode.OK);
        await AssertHeldAsync(definer, id, """{"name":{"en":"Course"}}""");
        (await AskAsync(writer, id)).Is(HttpStatusCode.Forbidden);
        (await AskAsync(server.Stranger(), id)).Is(HttpStatusCode.Unauthorized);
    }

    [Theory, DatabaseData]
    public async Task A_batch_that_is_refused_defines_nothing(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, taken) = (Make.Iri(), Make.Id());
        await lrs.PutAsync(taken, Make.Statement(taken));
        (await lrs.PostAsync(Make.Batch([About(id, """{"name":{"en":"Course"}}"""), Make.Statement(taken)]))).Is(HttpStatusCode.Conflict);
        Assert.False((await AskAsync(lrs, id)).Json.TryGetProperty("definition", out _));
        (await lrs.PostAsync(About(id, """{"name":{"de":"Kurs"}}"""))).Is(HttpStatusCode.OK);
        await AssertHeldAsync(lrs, id, """{"name":{"de":"Kurs"}}""");
    }

    [Theory, DatabaseData]
    public async Task Definitions_from_two_processes_join(Dialect dialect)
    {
        await using var here = await LrsServer.StartAsync(dialect);
        await using var there = await here.StartAnotherAsync();
        var one = await here.AllAsync();
        using var other = await there.ClientAsync("another", ["all"]);
        var id = Make.Iri();
        await one.PostAsync(About(id, """{"name":{"en":"Course"}}"""));
        await other.PostAsync(About(id, """{"name":{"fr":"Cours"}}"""));
        await one.PostAsync(About(id, """{"name":{"de":"Kurs"}}"""));
        await AssertHeldAsync(other, id, """{"name":{"en":"Course","fr":"Cours","de":"Kurs"}}""");
    }

    [Theory, DatabaseData]
    public async Task Canonical_shows_what_is_held_in_the_language_that_is_wanted(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, activity) = (Make.Id(), Make.Iri());
        await lrs.PutAsync(id, About(activity, """{"name":{"en":"Course"}}"""));
        await lrs.PostAsync(About(activity, """{"name":{"fr":"Cours"},"type":"http://example.com/course"}"""));
        foreach (var query in new[] { $"statementId={id:D}", $"{Make.Query("activity", activity)}&ascending=true" })
        {
            var exact = await lrs.SendAsync(HttpMethod.Get, $"{LrsClient.Statements}?{query}&format=exact", change: French);
            Assert.Contains("\"definition\":{\"name\":{\"en\":\"Course\"}}", exact.Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            var canonical = await lrs.SendAsync(HttpMethod.Get, $"{LrsClient.Statements}?{query}&format=canonical", change: French);
            Assert.Contains("\"definition\":{\"name\":{\"fr\":\"Cours\"},\"type\":\"http://example.com/course\"}", canonical.Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            var ids = await lrs.SendAsync(HttpMethod.Get, $"{LrsClient.Statements}?{query}&format=ids");
            Assert.DoesNotContain("definition", ids.Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            Assert.Contains(activity, ids.Text, StringComparison.Ordinal);
        }

        (await lrs.GetAsync($"statementId={id:D}&format=Canonical")).Is(HttpStatusCode.BadRequest);

        static void French(HttpRequestMessage request) => request.Headers.AcceptLanguage.ParseAdd("de;q=0.2, fr-CA;q=0.8, fr");
    }

    [Theory, DatabaseData]
    public async Task More_keeps_the_format(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var activity = Make.Iri();
        for (var i = 0; i < 2; i++)
            await lrs.PostAsync(About(activity, """{"name":{"en":"Course"}}"""));
        var first = (await lrs.GetAsync($"{Make.Query("activity", activity)}&format=ids&limit=1")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain("definition", (await lrs.SendAsync(HttpMethod.Get, first.More.TrimStart('/'))).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    private static string About(string activity, string definition) =>
        Make.Statement().Replace("{\"id\":\"http://example.com/activities/1\"}", $$"""{"id":"{{activity}}","definition":{{definition}}}""", StringComparison.Ordinal);

    private static Task<Answer> AskAsync(LrsClient lrs, string id) => lrs.SendAsync(HttpMethod.Get, $"{Resource}?{Make.Query("activityId", id)}");

    private static async Task AssertHeldAsync(LrsClient lrs, string id, string definition)
    {
        var answer = (await AskAsync(lrs, id)).Is(HttpStatusCode.OK);
        using var expected = JsonDocument.Parse($$"""{"objectType":"Activity","id":"{{id}}","definition":{{definition}}}""");
        Assert.True(JsonElement.DeepEquals(expected.RootElement, answer.Json), answer.Text);
    }
}
