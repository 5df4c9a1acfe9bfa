using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Testing;
using static PartnerLrs.Program.Tests.Versions.ProgramServer;

namespace PartnerLrs.Program.Tests.Drafts;

public sealed class DraftEndpointTests
{
    private static readonly string[] Write = [Scopes.ProgramWrite];

    private static string Document(string name) => $$"""{ "program": "p",  "name": "{{name}}" }""";

    [Theory, DatabaseData]
    public async Task A_draft_is_kept_with_who_saved_it_and_when_until_it_is_thrown_away(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        using var client = await server.ClientAsync(Write);
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Get, "/draft")).Status);
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Delete, "/draft")).Status);

        var saved = await SendAsync(client, HttpMethod.Put, "/draft", Document("one"));
        Assert.Equal(
            """{"savedAt":"2026-03-01T12:00:00Z","savedBy":"caller-program-write-nobody","valid":true,"errors":[],"advice":[],"document":{"program":"p","name":"one"}}""",
            saved.Body!.ToJsonString());
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await SendAsync(client, HttpMethod.Put, "/draft", Document("two"))).Status);
        var read = await SendAsync(client, HttpMethod.Get, "/draft");
        Assert.Equal(("2026-03-01T12:01:00Z", "two"), ((string?)read.Body!["savedAt"], (string?)read.Body["document"]!["name"]));
        Assert.Empty((await SendAsync(client, HttpMethod.Get, "/versions")).Body!["versions"]!.AsArray());

        Assert.Equal(204, (await SendAsync(client, HttpMethod.Delete, "/draft")).Status);
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Get, "/draft")).Status);
    }

    [Theory, DatabaseData]
    public async Task A_draft_may_be_unfinished_but_must_be_json(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        using var client = await server.ClientAsync(Write);
        var saved = await SendAsync(client, HttpMethod.Put, "/draft", """{ "program": "p", "releases": [] }""");
        Assert.Equal((200, false), (saved.Status, (bool)saved.Body!["valid"]!));
        Assert.Equal(["", "/releases"], saved.Body["errors"]!.AsArray().Select(error => (string?)error!["pointer"]).Order());
        var draft = await server.Services.GetRequiredService<IProgramDraft>().ReadAsync(default);
        Assert.Null(draft!.Policy);
        var refused = await SendAsync(client, HttpMethod.Put, "/draft", "{");
        Assert.Equal((400, "urn:partnerlrs:problem:invalid-json"), (refused.Status, (string?)refused.Body!["type"]));
        Assert.Equal(400, (await SendAsync(client, HttpMethod.Post, "/versions?draft=true")).Status);
    }

    [Theory, DatabaseData]
    public async Task A_draft_is_published_and_then_gone(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        using var client = await server.ClientAsync(Write);
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Post, "/versions?draft=true")).Status);
        _ = await SendAsync(client, HttpMethod.Put, "/draft", """{ "program": "p", "name": "P", "tiers": [{ "id": "silver", "name": "Silver" }] }""");
        Assert.Equal(400, (await SendAsync(client, HttpMethod.Post, "/versions?draft=true", Document("other"))).Status);
        var published = await SendAsync(client, HttpMethod.Post, "/versions?draft=true&effective=2026-04-01T00:00:00Z");
        Assert.Equal((201, 1, "2026-04-01T00:00:00Z"), (published.Status, (int)published.Body!["number"]!, (string?)published.Body["effectiveAt"]));
        Assert.Equal("tier-opens-nothing", (string?)Assert.Single(published.Body["advice"]!.AsArray())!["code"]);
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Get, "/draft")).Status);
    }

    [Theory, DatabaseData]
    public async Task Versions_and_the_draft_are_compared(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        using var client = await server.ClientAsync(Write);
        _ = await SendAsync(client, HttpMethod.Post, "/versions", Document("one"));
        _ = await SendAsync(client, HttpMethod.Post, "/versions", Document("two"));
        var difference = await SendAsync(client, HttpMethod.Get, "/versions/1/diff?to=2");
        Assert.Equal("""{"from":1,"to":"2","changes":[{"change":"changed","path":"name","from":"one","to":"two"}]}""", difference.Body!.ToJsonString());
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Get, "/versions/1/diff?to=draft")).Status);
        _ = await SendAsync(client, HttpMethod.Put, "/draft", """{ "program": "p", "name": "two", "courses": [] }""");
        var draft = await SendAsync(client, HttpMethod.Get, "/versions/2/diff?to=draft");
        Assert.Equal("""[{"change":"added","path":"courses","to":[]}]""", draft.Body!["changes"]!.ToJsonString());
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Get, "/versions/3/diff?to=1")).Status);
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Get, "/versions/1/diff?to=latest")).Status);
        Assert.Equal(400, (await SendAsync(client, HttpMethod.Get, "/versions/1/diff")).Status);
    }

    [Fact]
    public async Task Drafting_needs_program_write_of_no_partner()
    {
        await using var server = await StartAsync(Dialect.Sqlite);
        using var reader = await server.ClientAsync([Scopes.ProgramRead]);
        using var bound = await server.ClientAsync(Write, partner: "partner-1");
        Assert.Equal(403, (await SendAsync(reader, HttpMethod.Put, "/draft", Document("one"))).Status);
        Assert.Equal(403, (await SendAsync(reader, HttpMethod.Delete, "/draft")).Status);
        Assert.Equal(404, (await SendAsync(reader, HttpMethod.Get, "/draft")).Status);
        Assert.Equal(403, (await SendAsync(bound, HttpMethod.Put, "/draft", Document("one"))).Status);
        Assert.Equal(403, (await SendAsync(bound, HttpMethod.Delete, "/draft")).Status);
        Assert.Equal(400, (await SendAsync(reader, HttpMethod.Get, "/draft?version=1")).Status);
    }
}
