using System.Text;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Partners.Tests;

public sealed class UpsertTests
{
    private const string Path = "/api/v1/partners";

    [Theory, DatabaseData]
    public async Task Of_an_array_the_good_rows_are_applied_and_the_bad_ones_are_not(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var (status, bulk) = await host.Admin.PostTextAsync(Path, """
            [
              {"source":"crm","externalId":"1","name":"One"},
              {"source":"crm","externalId":"2","name":"","status":"gone","x":1},
              {"source":"crm","externalId":"3","name":"Three","parent":"crm:none"},
              {"source":"crm","externalId":"1","name":"One again"},
              "what",
              {"source":"crm","externalId":"4","name":"Four","parent":"crm:1"}
            ]
            """);
        Assert.Equal((200, 2, 0, 0, 4), (status, (int)bulk["created"]!, (int)bulk["updated"]!, (int)bulk["unchanged"]!, (int)bulk["failed"]!));
        var results = bulk["results"]!.AsArray();
        Assert.Equal(["created", "failed", "failed", "failed", "failed", "created"], results.Select(r => (string)r!["outcome"]!));
        Assert.Equal(["/1/name", "/1/status", "/1/x"], results[1]!["errors"]!.AsArray().Select(e => (string)e!["pointer"]!).Order());
        Assert.Equal(("/2/parent", "unknown-partner"), ((string)results[2]!["errors"]![0]!["pointer"]!, (string)results[2]!["errors"]![0]!["code"]!));
        Assert.Equal(("/3/externalId", "duplicate-row"), ((string)results[3]!["errors"]![0]!["pointer"]!, (string)results[3]!["errors"]![0]!["code"]!));
        Assert.Equal("/4", (string)results[4]!["errors"]![0]!["pointer"]!);
        Assert.Equal(2, await host.CountAsync("partners_organisations"));
        var (_, one) = await host.Admin.GetJsonAsync($"{Path}/crm:1");
        Assert.Equal("One", (string)one["name"]!);
    }

    [Theory, DatabaseData]
    public async Task A_dry_run_says_what_would_happen_and_changes_nothing(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.AddAsync(Path, new { source = "crm", externalId = "1", name = "One" });
        var nudges = host.Observer.Nudges;
        var (status, bulk) = await host.Admin.PostAsync($"{Path}?dryRun=true", new object[]
        {
            new { source = "crm", externalId = "1", name = "Uno" }, new { source = "crm", externalId = "2", name = "Two" }, new { source = "crm", externalId = "3", name = "" },
        });
        Assert.Equal((200, 1, 1, 1), (status, (int)bulk["created"]!, (int)bulk["updated"]!, (int)bulk["failed"]!));
        Assert.Null(bulk["results"]![1]!["id"]);
        (status, var single) = await host.Admin.PostAsync($"{Path}?dryRun=true", new { name = "Three" });
        Assert.Equal((200, "created"), (status, (string)single["outcome"]!));
        Assert.Null(single["id"]);
        Assert.Equal((1L, 1L, nudges), (await host.CountAsync("partners_organisations"), await host.CountAsync("partners_changes"), host.Observer.Nudges));
        (_, var one) = await host.Admin.GetJsonAsync($"{Path}/crm:1");
        Assert.Equal("One", (string)one["name"]!);
    }

    [Theory]
    [InlineData("{", "malformed-json", "")]
    [InlineData("", "empty-body", "")]
    [InlineData("null", "wrong-type", "")]
    [InlineData("7", "wrong-type", "")]
    [InlineData("{}", "missing-property", "/name")]
    [InlineData("""{"name":"A","nmae":"B"}""", "unknown-property", "/nmae")]
    [InlineData("""{"name":"A","name":"B"}""", "repeated-property", "/name")]
    [InlineData("""{"name":7}""", "wrong-type", "/name")]
    [InlineData("""{"name":null}""", "wrong-type", "/name")]
    [InlineData("""{"name":"   "}""", "wrong-length", "/name")]
    [InlineData("""{"name":"A\u0000B"}""", "control-character", "/name")]
    [InlineData("""{"name":"A\nB"}""", "control-character", "/name")]
    [InlineData("""{"name":"\ud800"}""", "malformed-text", "/name")]
    [InlineData("""{"name":"A","\ud800":1}""", "malformed-text", "")]
    [InlineData("""{"name":"A","source":"crm"}""", "missing-property", "/externalId")]
    [InlineData("""{"name":"A","externalId":"1"}""", "missing-property", "/source")]
    [InlineData("""{"name":"A","source":"c:rm","externalId":"1"}""", "invalid-source", "/source")]
    [InlineData("""{"name":"A","source":"crm","externalId":" 1"}""", "invalid-external-id", "/externalId")]
    [InlineData("""{"name":"A","source":"crm","externalId":"a\u0000"}""", "control-character", "/externalId")]
    [InlineData("""{"name":"A","status":"gone"}""", "invalid-status", "/status")]
    [InlineData("""{"name":"A","parent":"%"}""", "invalid-reference", "/parent")]
    [InlineData("""{"name":"A","parent":"crm:none"}""", "unknown-partner", "/parent")]
    [InlineData("""{"name":"A","a/b~c":1}""", "unknown-property", "/a~1b~0c")]
    public async Task A_wrong_document_is_refused_by_pointer(string json, string code, string pointer)
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        var (status, problem) = await host.Admin.PostTextAsync(Path, json);
        Assert.Equal((400, code, pointer), (status, problem.Code(), problem.Pointer()));
    }

    [Theory, DatabaseData]
    public async Task A_name_has_two_hundred_characters_at_the_most_and_loses_the_blanks_around_it(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var (status, made) = await host.Admin.PostAsync(Path, new { name = $"  {new string('é', 198)}" });
        Assert.Equal((201, 198), (status, ((string)made["name"]!).Length));
        (status, var problem) = await host.Admin.PostAsync(Path, new { name = new string('é', 201) });
        Assert.Equal((400, "wrong-length", "/name"), (status, problem.Code(), problem.Pointer()));
    }

    [Fact]
    public async Task Several_mistakes_in_one_document_are_all_named()
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        var (status, problem) = await host.Admin.PostAsync(Path, new { status = "gone", x = 1 });
        Assert.Equal((400, "invalid-document", 3), (status, problem.Code(), problem["errors"]!.AsArray().Count));
    }

    [Fact]
    public async Task Text_that_is_not_utf_8_is_refused()
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xff, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        using var response = await host.Admin.PostAsync(new Uri(Path, UriKind.Relative), content);
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Theory, DatabaseData]
    public async Task A_thousand_rows_are_taken_and_one_more_is_not(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var (status, bulk) = await host.Admin.PostAsync(Path, Rows(1000));
        Assert.Equal((200, 1000), (status, (int)bulk["created"]!));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        (status, var problem) = await host.Admin.PostAsync(Path, Rows(1001));
        Assert.Equal((400, "too-many-rows"), (status, problem.Code()));
        (status, bulk) = await host.Admin.PostAsync(Path, Array.Empty<object>());
        Assert.Equal((200, 0), (status, bulk["results"]!.AsArray().Count));

        static object[] Rows(int count) => [.. Enumerable.Range(0, count).Select(i => new { source = "crm", externalId = $"{i}", name = $"Partner {i}" })];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_past_four_mebibytes_is_413_whether_or_not_it_says_its_length(bool chunked)
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent($"{{\"name\":\"{new string('x', 4 << 20)}\"}}", Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await host.Admin.SendAsync(request);
        Assert.Equal(413, (int)response.StatusCode);
        Assert.Contains("body-too-large", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_media_type_is_415()
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        using var content = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var response = await host.Admin.PostAsync(new Uri(Path, UriKind.Relative), content);
        Assert.Equal(415, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("dryRun=yes")]
    [InlineData("dryRun=")]
    [InlineData("dryrun=true")]
    [InlineData("dryRun=true&dryRun=false")]
    public async Task A_wrong_parameter_is_refused_before_anything_is_written(string query)
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        var (status, _) = await host.Admin.PostAsync($"{Path}?{query}", new { name = "A" });
        Assert.Equal((400, 0L), (status, await host.CountAsync("partners_organisations")));
    }

    [Fact]
    public async Task Reading_and_writing_need_their_scopes()
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        using var anonymous = host.Anonymous();
        var reader = await host.ClientAsync(null, Scopes.PartnersRead);
        var other = await host.ClientAsync(null, Scopes.FeedsRead, Scopes.All);
        foreach (var path in new[] { "/api/v1/partners", "/api/v1/people", "/api/v1/affiliations" })
        {
            Assert.Equal(401, (await anonymous.GetJsonAsync(path)).Status);
            Assert.Equal(401, (await anonymous.PostAsync(path, new { })).Status);
            Assert.Equal(200, (await reader.GetJsonAsync(path)).Status);
            Assert.Equal(403, (await reader.PostAsync(path, new { })).Status);
            Assert.Equal(403, (await other.GetJsonAsync(path)).Status);
            Assert.Equal(403, (await other.GetJsonAsync($"{path}/x")).Status);
        }
    }
}
