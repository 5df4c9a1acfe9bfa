using System.Globalization;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Partners.Tests;

public sealed class AffiliationTests
{
    private const string Path = "/api/v1/affiliations";

    [Theory, DatabaseData]
    public async Task An_affiliation_begins_now_and_counts_unless_told_otherwise(Dialect dialect)
    {
        await using var host = await WorldAsync(dialect);
        var (status, made) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:nordwind", roles = new[] { "sales", "presales", "sales" } });
        Assert.Equal((201, "created", "2026-03-01T12:00:00Z", true, "api"), (status, (string)made["outcome"]!, (string)made["from"]!, (bool)made["counting"]!, (string)made["source"]!));
        Assert.Equal("""["presales","sales"]""", made["roles"]!.ToJsonString());
        var person = (string)made["person"]!;
        var record = Assert.Single(await host.Directory.AffiliationsOfPersonAsync(person, default));
        Assert.Equal(["presales", "sales"], record.Roles);
        Assert.Equal((true, DateTimeKind.Utc), (record.Counting, record.From.Kind));
        Assert.Equal(record.Id, Assert.Single(await host.Directory.AffiliationsOfPartnerAsync(record.PartnerId, default)).Id);
        var (_, read) = await host.Admin.GetJsonAsync($"{Path}/{record.Id}");
        Assert.Equal(person, (string)read["person"]!);
    }

    [Theory, DatabaseData]
    public async Task Without_a_start_the_open_affiliation_is_meant(Dialect dialect)
    {
        await using var host = await WorldAsync(dialect);
        var first = await AddAsync(host, "nordwind", null, null);
        host.Clock.Advance(TimeSpan.FromDays(1));
        var (status, same) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:nordwind", roles = new[] { "sales" } });
        Assert.Equal((200, "unchanged", first), (status, (string)same["outcome"]!, (string)same["id"]!));
        var (_, changed) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:nordwind", roles = new[] { "support" } });
        Assert.Equal(("updated", first), ((string)changed["outcome"]!, (string)changed["id"]!));
        var (_, ended) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:nordwind", roles = new[] { "support" }, to = "2026-03-02T00:00:00Z" });
        Assert.Equal(("updated", "2026-03-02T00:00:00Z"), ((string)ended["outcome"]!, (string)ended["to"]!));
        var (_, again) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:nordwind", roles = new[] { "support" }, to = "2026-03-02T00:00:00Z" });
        Assert.Equal(("unchanged", first), ((string)again["outcome"]!, (string)again["id"]!));
        var (_, rehired) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:nordwind", roles = new[] { "sales" } });
        Assert.Equal("created", (string)rehired["outcome"]!);
        Assert.NotEqual(first, (string)rehired["id"]!);
    }

    [Theory, DatabaseData]
    public async Task An_end_is_cleared_by_null_and_kept_when_absent(Dialect dialect)
    {
        await using var host = await WorldAsync(dialect);
        await AddAsync(host, "nordwind", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
        var (_, kept) = await host.Admin.PostTextAsync(Path, """{"person":"hr:ada","partner":"crm:nordwind","roles":["sales"],"from":"2026-01-01T00:00:00Z"}""");
        Assert.Equal(("unchanged", "2026-02-01T00:00:00Z"), ((string)kept["outcome"]!, (string)kept["to"]!));
        var (_, open) = await host.Admin.PostTextAsync(Path, """{"person":"hr:ada","partner":"crm:nordwind","roles":["sales"],"from":"2026-01-01T01:00:00+01:00","to":null}""");
        Assert.Equal("updated", (string)open["outcome"]!);
        Assert.Null(open["to"]);
    }

    [Theory]
    [DatabaseData("2026-01-01T00:00:00Z", null, "2026-02-01T00:00:00Z", null, false)]
    [DatabaseData("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z", null, true)]
    [DatabaseData("2026-01-01T00:00:00Z", "2026-02-01T00:00:00.000001Z", "2026-02-01T00:00:00Z", null, false)]
    [DatabaseData("2026-02-01T00:00:00Z", null, "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", true)]
    [DatabaseData("2026-02-01T00:00:00Z", null, "2026-01-01T00:00:00Z", null, false)]
    [DatabaseData("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z", false)]
    public async Task At_any_instant_at_most_one_affiliation_counts(Dialect dialect, string from, string? to, string otherFrom, string? otherTo, bool allowed)
    {
        await using var host = await WorldAsync(dialect);
        await AddAsync(host, "nordwind", from, to);
        var (status, answer) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:suedwind", roles = new[] { "sales" }, from = otherFrom, to = otherTo });
        if (allowed)
        {
            Assert.Equal(201, status);
            return;
        }

        // Who does not say whether it counts waits for the person's choice; who says so is refused.
        Assert.Equal((201, false, true), (status, (bool)answer["counting"]!, (bool)answer["contested"]!));
        (status, answer) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:suedwind", roles = new[] { "sales" }, from = otherFrom, to = otherTo, counting = true });
        Assert.Equal((409, "counting-overlap"), (status, answer.Code()));
        Assert.Contains("Nordwind GmbH", (string)answer["detail"]!, StringComparison.Ordinal);
        (status, _) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:suedwind", roles = new[] { "sales" }, from = otherFrom, to = otherTo, counting = false });
        Assert.Equal(200, status);
        (status, answer) = await host.Admin.PostAsync(Path, new { person = "hr:ada", partner = "crm:suedwind", roles = new[] { "sales" }, from = otherFrom, to = otherTo, counting = true });
        Assert.Equal((409, "counting-overlap"), (status, answer.Code()));
    }

    [Theory, DatabaseData]
    public async Task A_move_from_one_partner_to_another_is_one_array(Dialect dialect)
    {
        await using var host = await WorldAsync(dialect);
        await AddAsync(host, "nordwind", "2026-01-01T00:00:00Z", null);
        var (_, bulk) = await host.Admin.PostAsync(Path, new object[]
        {
            new { person = "hr:ada", partner = "crm:nordwind", roles = new[] { "sales" }, to = "2026-03-01T00:00:00Z" },
            new { person = "hr:ada", partner = "crm:suedwind", roles = new[] { "sales" }, from = "2026-03-01T00:00:00Z" },
            new { person = "hr:ada", partner = "crm:suedwind", roles = new[] { "support" }, from = "2026-03-01T00:00:00Z" },
        });
        Assert.Equal((1, 1, 1), ((int)bulk["updated"]!, (int)bulk["created"]!, (int)bulk["failed"]!));
        Assert.Equal("duplicate-row", (string)bulk["results"]![2]!["errors"]![0]!["code"]!);
    }

    [Theory]
    [InlineData("""{"partner":"crm:nordwind","roles":["sales"]}""", "missing-property", "/person")]
    [InlineData("""{"person":"hr:nobody","partner":"crm:nordwind","roles":["sales"]}""", "unknown-person", "/person")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nobody","roles":["sales"]}""", "unknown-partner", "/partner")]
    [InlineData("""{"person":"ada","partner":"crm:nordwind","roles":["sales"]}""", "invalid-reference", "/person")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":[]}""", "wrong-length", "/roles")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":["Sales"]}""", "invalid-role", "/roles/0")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":["sales",1]}""", "invalid-role", "/roles/1")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":["a b"]}""", "invalid-role", "/roles/0")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":["a","b","c","d","e","f","g","h","i","j","k"]}""", "wrong-length", "/roles")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":["sales"],"from":"2026-01-01"}""", "invalid-instant", "/from")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":["sales"],"from":"2026-01-01T00:00:00"}""", "invalid-instant", "/from")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":["sales"],"from":"0001-01-01T00:00:00Z"}""", "invalid-instant", "/from")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":["sales"],"from":"2026-02-01T00:00:00Z","to":"2026-02-01T00:00:00Z"}""", "invalid-period", "/to")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":["sales"],"counting":"yes"}""", "wrong-type", "/counting")]
    [InlineData("""{"person":"hr:ada","partner":"crm:nordwind","roles":["sales"],"since":"x"}""", "unknown-property", "/since")]
    public async Task A_wrong_affiliation_is_refused_by_pointer(string json, string code, string pointer)
    {
        await using var host = await WorldAsync(Dialect.Sqlite);
        var (status, problem) = await host.Admin.PostTextAsync(Path, json);
        Assert.Equal((400, code, pointer), (status, problem.Code(), problem.Pointer()));
    }

    [Theory, DatabaseData]
    public async Task Affiliations_are_listed_by_partner_and_by_person(Dialect dialect)
    {
        await using var host = await WorldAsync(dialect);
        await AddAsync(host, "nordwind", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
        await AddAsync(host, "suedwind", "2026-02-01T00:00:00Z", null);
        await host.Admin.AddAsync(Path, new { person = "hr:bob", partner = "crm:nordwind", roles = new[] { "support" } });
        Assert.Equal(3, await CountAsync(host.Admin, Path));
        Assert.Equal(2, await CountAsync(host.Admin, $"{Path}?partner=crm:nordwind"));
        Assert.Equal(2, await CountAsync(host.Admin, $"{Path}?person=hr:ada"));
        Assert.Equal(1, await CountAsync(host.Admin, $"{Path}?person=hr:ada&partner=crm:nordwind"));
        var (_, page) = await host.Admin.GetJsonAsync($"{Path}?partner=crm%3Anordwind&limit=1");
        var (_, rest) = await host.Admin.GetJsonAsync((string)page["next"]!);
        Assert.Single(rest["items"]!.AsArray());
        Assert.Null(rest["next"]);
        var (status, problem) = await host.Admin.GetJsonAsync($"{Path}?partner=crm:nobody");
        Assert.Equal((404, "unknown-partner"), (status, problem.Code()));
        (status, problem) = await host.Admin.GetJsonAsync($"{Path}?person=%00");
        Assert.Equal((404, "unknown-person"), (status, problem.Code()));
    }

    [Theory, DatabaseData]
    public async Task A_thousand_affiliations_are_taken_at_once(Dialect dialect)
    {
        await using var host = await WorldAsync(dialect);
        await host.Admin.PostAsync("/api/v1/people", Enumerable.Range(0, 1000).Select(i => new { source = "hr", externalId = i.ToString(CultureInfo.InvariantCulture), name = "P" }));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var (_, bulk) = await host.Admin.PostAsync(Path, Enumerable.Range(0, 1000).Select(i => new { person = $"hr:{i}", partner = "crm:nordwind", roles = new[] { "sales" } }));
        Assert.Equal(1000, (int)bulk["created"]!);
        TestContext.Current.TestOutputHelper?.WriteLine($"{dialect}: {watch.ElapsedMilliseconds} ms");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    private static async Task<int> CountAsync(HttpClient client, string path) => (await client.GetJsonAsync(path)).Body["items"]!.AsArray().Count;

    private static async Task<PartnersHost> WorldAsync(Dialect dialect)
    {
        var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.PostAsync("/api/v1/partners", new object[]
        {
            new { source = "crm", externalId = "nordwind", name = "Nordwind GmbH" },
            new { source = "crm", externalId = "suedwind", name = "Südwind AG" },
        });
        await host.Admin.PostAsync("/api/v1/people", new object[] { new { source = "hr", externalId = "ada", name = "Ada" }, new { source = "hr", externalId = "bob", name = "Bob" } });
        return host;
    }

    private static Task<string> AddAsync(PartnersHost host, string partner, string? from, string? to) =>
        host.Admin.AddAsync(Path, from is null
            ? new { person = "hr:ada", partner = $"crm:{partner}", roles = new[] { "sales" } }
            : new { person = "hr:ada", partner = $"crm:{partner}", roles = new[] { "sales" }, from, to });
}
