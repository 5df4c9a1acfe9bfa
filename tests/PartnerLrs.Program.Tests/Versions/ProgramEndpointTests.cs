using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Testing;
using static PartnerLrs.Program.Tests.Versions.ProgramServer;

namespace PartnerLrs.Program.Tests.Versions;

public sealed class ProgramEndpointTests
{
    private static readonly string[] Write = [Scopes.ProgramWrite];

    private static string Document(string name) => $$"""{ "program": "p",  "name": "{{name}}" }""";

    [Theory, DatabaseData]
    public async Task A_document_is_published_and_then_in_force(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        using var client = await server.ClientAsync(Write);
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Get, "")).Status);

        var published = await SendAsync(client, HttpMethod.Post, "/versions", Document("Häuser & Söhne"));
        Assert.Equal(201, published.Status);
        Assert.Equal("""{"number":1,"effectiveAt":"2026-03-01T12:00:00Z","publishedAt":"2026-03-01T12:00:00Z","advice":[]}""", published.Body!.ToJsonString());

        var inForce = await SendAsync(client, HttpMethod.Get, "");
        Assert.Equal((200, 1, "Häuser & Söhne"), (inForce.Status, (int)inForce.Body!["number"]!, (string?)inForce.Body["document"]!["name"]));
        Assert.Equal(inForce.Body.ToJsonString(), (await SendAsync(client, HttpMethod.Get, "/versions/1")).Body!.ToJsonString());
    }

    [Theory, DatabaseData]
    public async Task Versions_are_numbered_and_take_effect_in_turn(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        using var client = await server.ClientAsync(Write);
        Assert.Equal(201, (await SendAsync(client, HttpMethod.Post, "/versions?effective=2024-01-01T00:00:00Z", Document("one"))).Status);
        Assert.Equal(201, (await SendAsync(client, HttpMethod.Post, "/versions?effective=2026-03-02T14:00:00%2B02:00", Document("two"))).Status);
        Assert.Equal(1, (int)(await SendAsync(client, HttpMethod.Get, "")).Body!["number"]!);

        server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, (int)(await SendAsync(client, HttpMethod.Get, "")).Body!["number"]!);
        var list = (await SendAsync(client, HttpMethod.Get, "/versions")).Body!["versions"]!.AsArray();
        Assert.Equal(["1 2024-01-01T00:00:00Z", "2 2026-03-02T12:00:00Z"], list.Select(item => $"{item!["number"]} {item["effectiveAt"]}"));

        var catalog = server.Services.GetRequiredService<IProgramCatalog>();
        Assert.Null(await catalog.InForceAsync(new DateTime(2023, 12, 31, 0, 0, 0, DateTimeKind.Utc), default));
        Assert.Equal(1, (await catalog.InForceAsync(new DateTime(2026, 3, 2, 11, 59, 59, DateTimeKind.Utc), default))!.Number);
        Assert.Equal(2, (await catalog.InForceAsync(new DateTime(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc), default))!.Number);
    }

    [Theory, DatabaseData]
    public async Task The_same_document_again_makes_no_new_version(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        using var client = await server.ClientAsync(Write);
        var first = await SendAsync(client, HttpMethod.Post, "/versions", Document("one"));
        server.Clock.Advance(TimeSpan.FromHours(1));
        var again = await SendAsync(client, HttpMethod.Post, "/versions", Document("one"));
        Assert.Equal((200, first.Body!.ToJsonString()), (again.Status, again.Body!.ToJsonString()));
        Assert.Equal(200, (await SendAsync(client, HttpMethod.Post, "/versions?effective=2026-03-01T12:00:00Z", Document("one"))).Status);
        var moved = await SendAsync(client, HttpMethod.Post, "/versions?effective=2026-05-01T12:00:00Z", Document("one"));
        Assert.Equal((409, "urn:partnerlrs:problem:already-published"), (moved.Status, (string?)moved.Body!["type"]));
        Assert.Single((await SendAsync(client, HttpMethod.Get, "/versions")).Body!["versions"]!.AsArray());
    }

    [Theory, DatabaseData]
    public async Task A_version_cannot_take_effect_before_the_last_one(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        using var client = await server.ClientAsync(Write);
        Assert.Equal(201, (await SendAsync(client, HttpMethod.Post, "/versions?effective=2026-06-01T00:00:00Z", Document("one"))).Status);
        foreach (var query in new[] { "", "?effective=2026-05-31T23:59:59Z" })
        {
            var refused = await SendAsync(client, HttpMethod.Post, $"/versions{query}", Document("two"));
            Assert.Equal((409, "urn:partnerlrs:problem:effective-too-early"), (refused.Status, (string?)refused.Body!["type"]));
        }
        Assert.Equal(201, (await SendAsync(client, HttpMethod.Post, "/versions?effective=2026-06-01T00:00:00Z", Document("two"))).Status);
    }

    [Theory, DatabaseData]
    public async Task A_broken_document_is_refused_with_its_errors(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        using var client = await server.ClientAsync(Write);
        var refused = await SendAsync(client, HttpMethod.Post, "/versions", """{ "program": "p", "name": "P", "releases": [] }""");
        Assert.Equal((400, "urn:partnerlrs:problem:invalid-policy"), (refused.Status, (string?)refused.Body!["type"]));
        Assert.Equal(["/releases schema"], refused.Body["errors"]!.AsArray().Select(error => $"{error!["pointer"]} {error["code"]}"));
        Assert.Equal(400, (await SendAsync(client, HttpMethod.Post, "/versions", "")).Status);
        Assert.Equal(400, (await SendAsync(client, HttpMethod.Post, "/versions", new string(' ', 1024 * 1024) + Document("one"))).Status);
        Assert.Empty((await SendAsync(client, HttpMethod.Get, "/versions")).Body!["versions"]!.AsArray());
    }

    [Theory, DatabaseData]
    public async Task A_document_is_kept_byte_for_byte(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        using var client = await server.ClientAsync(Write);
        Assert.Equal(201, (await SendAsync(client, HttpMethod.Post, "/versions", "\uFEFF" + Document("é"))).Status);
        await using var connection = await server.Services.GetRequiredService<Database>().OpenAsync();
        await using var select = connection.Command("SELECT document FROM program_versions");
        Assert.Equal("\uFEFF" + Document("é"), System.Text.Encoding.UTF8.GetString((byte[])(await select.ExecuteScalarAsync())!));
        Assert.Equal("é", (string?)(await SendAsync(client, HttpMethod.Get, "")).Body!["document"]!["name"]);
    }

    [Theory, DatabaseData]
    public async Task Many_publishers_at_once_leave_no_gap(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        await using var beside = await server.BesideAsync();
        using var client = await server.ClientAsync(Write);
        using var other = await beside.ClientAsync([Scopes.ProgramWrite, Scopes.ProgramRead]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => SendAsync(i % 2 == 0 ? client : other, HttpMethod.Post, "/versions", Document($"d{i}"))));
        Assert.Equal(Enumerable.Range(1, 12), answers.Select(answer => (int)answer.Body!["number"]!).Order());
    }

    [Theory, DatabaseData]
    public async Task What_another_process_published_shows_within_five_seconds(Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        await using var beside = await server.BesideAsync();
        var catalog = beside.Services.GetRequiredService<IProgramCatalog>();
        Assert.Empty(await catalog.AllAsync(default));
        using var client = await server.ClientAsync(Write);
        Assert.Equal(201, (await SendAsync(client, HttpMethod.Post, "/versions", Document("one"))).Status);
        Assert.Empty(await catalog.AllAsync(default));
        beside.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("one", Assert.Single(await catalog.AllAsync(default)).Policy.Name);
        Assert.Equal("one", Assert.Single(await server.Services.GetRequiredService<IProgramCatalog>().AllAsync(default)).Policy.Name);
    }

    [Fact]
    public async Task What_is_known_outlives_the_database()
    {
        await using var server = await StartAsync(Dialect.Sqlite);
        using var client = await server.ClientAsync(Write);
        Assert.Equal(201, (await SendAsync(client, HttpMethod.Post, "/versions", Document("one"))).Status);
        await using (var connection = await server.Services.GetRequiredService<Database>().OpenAsync())
        await using (var drop = connection.Command("DROP TABLE program_versions"))
            await drop.ExecuteNonQueryAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("one", Assert.Single(await server.Services.GetRequiredService<IProgramCatalog>().AllAsync(default)).Policy.Name);
    }

    [Fact]
    public async Task Observers_hear_of_new_versions_only_and_a_failing_one_harms_nobody()
    {
        var observer = new Recorder();
        await using var server = await StartAsync(Dialect.Sqlite, new Failing(), observer);
        observer.Catalog = server.Services.GetRequiredService<IProgramCatalog>();
        using var client = await server.ClientAsync(Write);
        Assert.Equal(201, (await SendAsync(client, HttpMethod.Post, "/versions", Document("one"))).Status);
        Assert.Equal(200, (await SendAsync(client, HttpMethod.Post, "/versions", Document("one"))).Status);
        Assert.Equal(201, (await SendAsync(client, HttpMethod.Post, "/versions", Document("two"))).Status);
        Assert.Equal([(1, 1), (2, 2)], observer.Heard);
    }

    [Fact]
    public async Task Validating_publishes_nothing()
    {
        await using var server = await StartAsync(Dialect.Sqlite);
        using var client = await server.ClientAsync([Scopes.ProgramRead]);
        var good = await SendAsync(client, HttpMethod.Post, "/validate", Document("one"));
        Assert.Equal((200, """{"valid":true,"errors":[],"advice":[]}"""), (good.Status, good.Body!.ToJsonString()));
        var bad = await SendAsync(client, HttpMethod.Post, "/validate", "{");
        Assert.Equal((200, false, "invalid-json"), (bad.Status, (bool)bad.Body!["valid"]!, (string?)bad.Body["errors"]![0]!["code"]));
        Assert.Equal(404, (await SendAsync(client, HttpMethod.Get, "")).Status);
    }

    [Fact]
    public async Task The_schema_is_served_as_it_is()
    {
        await using var server = await StartAsync(Dialect.Sqlite);
        using var client = await server.ClientAsync([Scopes.ProgramRead]);
        var schema = await SendAsync(client, HttpMethod.Get, "/schema");
        Assert.Equal(200, schema.Status);
        Snapshot.Match(schema.Body!.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), "ProgramSchema");
    }

    [Theory]
    [InlineData("GET", "?asOf=2026-01-01T00:00:00Z")]
    [InlineData("GET", "/versions?page=2")]
    [InlineData("GET", "/versions/1?full=true")]
    [InlineData("GET", "/schema?v=1")]
    [InlineData("POST", "/validate?strict=1")]
    [InlineData("POST", "/versions?effectiveAt=2026-01-01T00:00:00Z")]
    [InlineData("POST", "/versions?effective=2026-01-01")]
    public async Task What_is_not_understood_in_a_query_is_refused(string method, string path)
    {
        await using var server = await StartAsync(Dialect.Sqlite);
        using var client = await server.ClientAsync(Write);
        var (status, body) = await SendAsync(client, new HttpMethod(method), path, method == "POST" ? Document("one") : null);
        Assert.Equal(400, status);
        Assert.StartsWith("urn:partnerlrs:problem:", (string?)body!["type"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/versions/2")]
    [InlineData("/versions/0")]
    [InlineData("/versions/latest")]
    [InlineData("/versions/99999999999")]
    public async Task A_version_that_does_not_exist_is_not_found(string path)
    {
        await using var server = await StartAsync(Dialect.Sqlite);
        using var client = await server.ClientAsync(Write);
        var (status, body) = await SendAsync(client, HttpMethod.Get, path);
        Assert.Equal((404, "urn:partnerlrs:problem:unknown-version"), (status, (string?)body!["type"]));
    }

    [Fact]
    public async Task Reading_needs_program_read_and_publishing_program_write_of_no_partner()
    {
        await using var server = await StartAsync(Dialect.Sqlite);
        using var none = await server.ClientAsync([Scopes.GatesCheck]);
        using var reader = await server.ClientAsync([Scopes.ProgramRead]);
        using var bound = await server.ClientAsync(Write, partner: "partner-1");
        foreach (var path in new[] { "", "/versions", "/versions/1", "/schema" })
            Assert.Equal(403, (await SendAsync(none, HttpMethod.Get, path)).Status);
        Assert.Equal(403, (await SendAsync(none, HttpMethod.Post, "/validate", Document("one"))).Status);
        Assert.Equal(403, (await SendAsync(reader, HttpMethod.Post, "/versions", Document("one"))).Status);
        Assert.Equal(403, (await SendAsync(bound, HttpMethod.Post, "/versions", Document("one"))).Status);
        none.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, (await SendAsync(none, HttpMethod.Get, "")).Status);
    }

    private sealed class Recorder : IPolicyObserver
    {
        public IProgramCatalog? Catalog { get; set; }

        public List<(int Number, int Known)> Heard { get; } = [];

        public async Task PolicyPublishedAsync(int number, CancellationToken cancellationToken) =>
            Heard.Add((number, (await Catalog!.AllAsync(cancellationToken)).Count));
    }

    private sealed class Failing : IPolicyObserver
    {
        public Task PolicyPublishedAsync(int number, CancellationToken cancellationToken) => throw new InvalidOperationException("as it should");
    }
}
