using System.Security.Cryptography;
using System.Text;
using static PartnerLrs.Lrs.Tests.Server.DocumentClient;

namespace PartnerLrs.Lrs.Tests.Documents;

public sealed class DocumentTests(SharedServers servers)
{
    [Theory]
    [DatabaseData(State, "application/json", "{ \"a\" : 1.50 }\n")]
    [DatabaseData(ActivityProfile, "text/plain; charset=utf-8; x=\"q\"", "Grüße")]
    [DatabaseData(AgentProfile, "", "\0\u0001binary")]
    [DatabaseData(State, "image/svg+xml", "")]
    public async Task A_document_comes_back_as_it_was_stored_and_is_deleted(Dialect dialect, string resource, string type, string content)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(resource);
        (await lrs.ReadAsync(address)).Is(HttpStatusCode.NotFound);
        // Last-Modified knows whole seconds.
        var before = new DateTimeOffset((await lrs.GetAsync("limit=1")).Bound).AddSeconds(-1);
        var put = (await lrs.PutDocumentAsync(address, content, type)).Is(HttpStatusCode.NoContent);
        var get = (await lrs.ReadAsync(address)).Is(HttpStatusCode.OK);
        Assert.Equal(content, get.Text);
        Assert.Equal(type.Length == 0 ? "application/octet-stream" : type, get.Headers["Content-Type"]);
#pragma warning disable CA5350 // xAPI 1.0.3 Communication 3.1 wants SHA-1; nothing is protected by it
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(content)))}\"", get.ETag());
#pragma warning restore CA5350
        Assert.Equal(get.ETag(), put.ETag());
        Assert.InRange(get.Modified(), before, before.AddMinutes(1));
        Assert.Equal(("nosniff", "sandbox"), (get.Headers["X-Content-Type-Options"], get.Headers["Content-Security-Policy"]));

        var head = (await lrs.ReadAsync(address, method: HttpMethod.Head)).Is(HttpStatusCode.OK);
        Assert.Empty(head.Text);
        foreach (var (name, value) in get.Headers.Where(header => header.Key != "Date"))
            Assert.Equal(value, head.Headers[name]);

        (await lrs.DeleteAsync(address)).Is(HttpStatusCode.NoContent);
        (await lrs.ReadAsync(address)).Is(HttpStatusCode.NotFound);
        (await lrs.ReadAsync(address, method: HttpMethod.Head)).Is(HttpStatusCode.NotFound);
        (await lrs.DeleteAsync(address)).Is(HttpStatusCode.NoContent);
    }

    [Theory]
    [DatabaseData(State)]
    [DatabaseData(ActivityProfile)]
    [DatabaseData(AgentProfile)]
    public async Task Ids_are_listed_and_since_leaves_out_what_is_not_strictly_newer(Dialect dialect, string resource)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var context = Context(resource);
        var empty = (await lrs.ReadAsync(context)).Is(HttpStatusCode.OK);
        Assert.Equal("[]", empty.Text);
        Assert.False(empty.Headers.ContainsKey("Last-Modified"));
        string[] ids = ["a", "B", "ä/?&#", "\0", "\"quoted\\\"", "東"];
        foreach (var id in ids)
            await lrs.PostDocumentAsync($"{context}&{Make.Query(IdName(resource), id)}", "{}");
        var all = (await lrs.ReadAsync(context)).Is(HttpStatusCode.OK);
        Assert.Equal(ids.Order(StringComparer.Ordinal), all.Texts());
        Assert.Equal("application/json", all.Headers["Content-Type"]);
        Assert.NotEmpty(all.ETag());
        Assert.Equal(all.Headers["Content-Length"], (await lrs.ReadAsync(context, method: HttpMethod.Head)).Is(HttpStatusCode.OK).Headers["Content-Length"]);

        var bound = (await lrs.GetAsync("limit=1")).Headers[Answer.BoundHeader];
        Assert.Empty((await lrs.ReadAsync($"{context}&{Make.Query("since", bound)}")).Texts());
        await Task.Delay(1_100, TestContext.Current.CancellationToken);
        await lrs.PostDocumentAsync($"{context}&{Make.Query(IdName(resource), "B")}", "{\"b\":1}");
        var since = (await lrs.ReadAsync($"{context}&{Make.Query("since", bound)}")).Is(HttpStatusCode.OK);
        Assert.Equal(["B"], since.Texts());
        Assert.True(since.Modified() > all.Modified());
        Assert.Equal(since.Modified(), (await lrs.ReadAsync(context)).Modified());
        Assert.Equal(since.Modified(), (await lrs.ReadAsync($"{context}&{Make.Query(IdName(resource), "B")}")).Modified());
    }

    [Theory, DatabaseData]
    public async Task Since_is_exclusive_to_the_microsecond(Dialect dialect)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(5));
        await using var server = await LrsServer.StartAsync(dialect, null, services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(services, clock));
        var lrs = await server.AllAsync();
        var context = Context(ActivityProfile);
        await lrs.PostDocumentAsync($"{context}&profileId=x", "{}");
        Assert.Empty((await lrs.ReadAsync($"{context}&since=2026-03-01T12:00:00.000005Z")).Texts());
        Assert.Single((await lrs.ReadAsync($"{context}&since=2026-03-01T12:00:00.000004Z")).Texts());
        // The same instant, and an earlier one by the wall clock: the change is newer all the same.
        await lrs.PostDocumentAsync($"{context}&profileId=x", "{}");
        Assert.Single((await lrs.ReadAsync($"{context}&since=2026-03-01T12:00:00.000005Z")).Texts());
        Assert.Empty((await lrs.ReadAsync($"{context}&since=2026-03-01T12:00:00.000006Z")).Texts());
    }

    [Theory, DatabaseData]
    public async Task A_registration_is_part_of_where_state_is(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var context = Context(State);
        var (one, other) = (Make.Id(), Make.Id());
        await lrs.PutDocumentAsync($"{context}&stateId=s", "none");
        await lrs.PutDocumentAsync($"{context}&stateId=s&registration={one:D}", "one");
        await lrs.PutDocumentAsync($"{context}&stateId=t&registration={one:D}", "one");
        await lrs.PutDocumentAsync($"{context}&stateId=s&registration={other:D}", "other");
        Assert.Equal("none", (await lrs.ReadAsync($"{context}&stateId=s")).Text);
        Assert.Equal("other", (await lrs.ReadAsync($"{context}&stateId=s&registration={other.ToString("D").ToUpperInvariant()}")).Text);
        (await lrs.ReadAsync($"{context}&stateId=t")).Is(HttpStatusCode.NotFound);
        Assert.Equal(["s", "t"], (await lrs.ReadAsync(context)).Texts());
        Assert.Equal(["s", "t"], (await lrs.ReadAsync($"{context}&registration={one:D}")).Texts());
        Assert.Equal(["s"], (await lrs.ReadAsync($"{context}&registration={other:D}")).Texts());

        (await lrs.DeleteAsync($"{context}&registration={one:D}")).Is(HttpStatusCode.NoContent);
        Assert.Empty((await lrs.ReadAsync($"{context}&registration={one:D}")).Texts());
        Assert.Equal(["s"], (await lrs.ReadAsync(context)).Texts());
        (await lrs.DeleteAsync(context)).Is(HttpStatusCode.NoContent);
        Assert.Empty((await lrs.ReadAsync(context)).Texts());
        (await lrs.ReadAsync($"{context}&stateId=s&registration={other:D}")).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task Deleting_many_touches_only_the_activity_and_agent_that_are_named(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (activity, agent) = (Make.Iri(), Make.Agent());
        string Address(string iri, string person) => $"{State}?{Make.Query("activityId", iri)}&{Make.Query("agent", person)}";
        string[] others = [Address(Make.Iri(), agent), Address(activity, Make.Agent()), $"{ActivityProfile}?{Make.Query("activityId", activity)}", $"{AgentProfile}?{Make.Query("agent", agent)}"];
        foreach (var other in others)
            await lrs.PutDocumentAsync($"{other}&{(other.StartsWith(State, StringComparison.Ordinal) ? "stateId" : "profileId")}=x", "kept");
        await lrs.PutDocumentAsync($"{Address(activity, agent)}&stateId=x", "gone");
        (await lrs.DeleteAsync(Address(activity, agent))).Is(HttpStatusCode.NoContent);
        Assert.Empty((await lrs.ReadAsync(Address(activity, agent))).Texts());
        foreach (var other in others)
            Assert.Equal(["x"], (await lrs.ReadAsync(other)).Texts());
    }

    [Theory, DatabaseData]
    public async Task Names_that_could_run_into_each_other_do_not(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var iri = Make.Iri();
        static string Account(string homePage, string name) => System.Text.Json.JsonSerializer.Serialize(new { account = new { homePage, name } });
        (string Activity, string Agent, string Id)[] places =
        [
            (iri, Account("http://a.example/x", "y"), "1"),
            (iri, Account("http://a.example/", "xy"), "1"),
            (iri, Account("http://a.example/x:y", "1"), "1"),
            (iri + "1", Account("http://a.example/x", "y"), "1"),
            (iri, Account("http://a.example/x", "y"), "11"),
            (iri, Account("http://a.example/x", "y"), "1 "),
            (iri, Account("http://a.example/x", "y"), "1\0"),
            (iri, Account("http://a.example/x", "y"), "É"),
            (iri, Account("http://a.example/x", "y"), "E\u0301"),
            (iri, Account("http://a.example/x", "y"), "é"),
        ];
        string Address((string Activity, string Agent, string Id) place) =>
            $"{State}?{Make.Query("activityId", place.Activity)}&{Make.Query("agent", place.Agent)}&{Make.Query("stateId", place.Id)}";
        for (var i = 0; i < places.Length; i++)
            (await lrs.PutDocumentAsync(Address(places[i]), $"{i}")).Is(HttpStatusCode.NoContent);
        for (var i = 0; i < places.Length; i++)
            Assert.Equal($"{i}", (await lrs.ReadAsync(Address(places[i]))).Text);
    }

    [Theory, DatabaseData]
    public async Task One_agent_is_the_same_however_it_is_written(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var name = $"{Make.Id():N}";
        await lrs.PutDocumentAsync($"{AgentProfile}?{Make.Query("agent", $$"""{"mbox":"mailto:{{name}}@example.com"}""")}&profileId=p", "1");
        Assert.Equal("1", (await lrs.ReadAsync($"{AgentProfile}?{Make.Query("agent", $$"""{ "name":"Ada", "objectType":"Agent", "mbox":"mailto:{{name}}@EXAMPLE.com" }""")}&profileId=p")).Text);
    }
}
