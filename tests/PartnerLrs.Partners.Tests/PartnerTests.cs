using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Partners.Tests;

public sealed class PartnerTests
{
    private const string Path = "/api/v1/partners";

    [Theory, DatabaseData]
    public async Task A_partner_is_created_then_unchanged_then_updated_by_its_external_id(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var (status, created) = await host.Admin.PostAsync(Path, new { source = "salesforce", externalId = "001A", name = "Nordwind GmbH", status = "active" });
        Assert.Equal((201, "created"), (status, (string)created["outcome"]!));
        Assert.Equal("2026-03-01T12:00:00Z", (string)created["createdAt"]!);
        host.Clock.Advance(TimeSpan.FromHours(1));
        (status, var same) = await host.Admin.PostAsync(Path, new { source = "salesforce", externalId = "001A", name = "Nordwind GmbH" });
        Assert.Equal((200, "unchanged", "2026-03-01T12:00:00Z"), (status, (string)same["outcome"]!, (string)same["modifiedAt"]!));
        (status, var updated) = await host.Admin.PostAsync(Path, new { source = "salesforce", externalId = "001A", name = "Nordwind AG", status = "inactive" });
        Assert.Equal((200, "updated", "2026-03-01T13:00:00Z"), (status, (string)updated["outcome"]!, (string)updated["modifiedAt"]!));
        Assert.Equal((string)created["id"]!, (string)updated["id"]!);
        var (_, read) = await host.Admin.GetJsonAsync($"{Path}/salesforce:001A");
        Assert.Equal(("Nordwind AG", "inactive", "salesforce", "001A"), ((string)read["name"]!, (string)read["status"]!, (string)read["source"]!, (string)read["externalId"]!));
        Assert.Null(read["outcome"]);
    }

    [Theory, DatabaseData]
    public async Task The_location_of_a_created_partner_answers_with_it(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        using var content = new StringContent("""{"name":"Nordwind"}""", System.Text.Encoding.UTF8, "application/json");
        using var response = await host.Admin.PostAsync(new Uri(Path, UriKind.Relative), content);
        var (status, body) = await host.Admin.GetJsonAsync(response.Headers.Location!.OriginalString);
        Assert.Equal((200, "Nordwind"), (status, (string)body["name"]!));
    }

    [Theory, DatabaseData]
    public async Task Without_an_external_id_every_post_creates_a_partner(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        Assert.NotEqual(await host.Admin.AddAsync(Path, new { name = "Same" }), await host.Admin.AddAsync(Path, new { name = "Same" }));
    }

    [Theory, DatabaseData]
    public async Task The_same_external_id_in_two_systems_is_two_partners(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var a = await host.Admin.AddAsync(Path, new { source = "salesforce", externalId = "1", name = "A" });
        var b = await host.Admin.AddAsync(Path, new { source = "hubspot", externalId = "1", name = "B" });
        Assert.NotEqual(a, b);
    }

    [Theory, DatabaseData]
    public async Task A_parent_is_named_by_id_or_reference_also_of_an_earlier_row_and_null_clears_it(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        var (_, bulk) = await host.Admin.PostAsync(Path, new object[]
        {
            new { source = "crm", externalId = "mother", name = "Mother" },
            new { source = "crm", externalId = "daughter", name = "Daughter", parent = "crm:mother" },
        });
        Assert.Equal(2, (int)bulk["created"]!);
        var (_, daughter) = await host.Admin.GetJsonAsync($"{Path}/crm:daughter");
        Assert.Equal((string)bulk["results"]![0]!["id"]!, (string)daughter["parent"]!);
        (_, daughter) = await host.Admin.PostAsync(Path, new { source = "crm", externalId = "daughter", name = "Daughter" });
        Assert.NotNull(daughter["parent"]);
        (_, daughter) = await host.Admin.PostTextAsync(Path, """{"source":"crm","externalId":"daughter","name":"Daughter","parent":null}""");
        Assert.Equal("updated", (string)daughter["outcome"]!);
        Assert.Null(daughter["parent"]);
    }

    [Theory, DatabaseData]
    public async Task A_partner_cannot_belong_to_itself_however_far_round(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.PostAsync(Path, new object[]
        {
            new { source = "crm", externalId = "a", name = "A" },
            new { source = "crm", externalId = "b", name = "B", parent = "crm:a" },
            new { source = "crm", externalId = "c", name = "C", parent = "crm:b" },
        });
        var (status, problem) = await host.Admin.PostAsync(Path, new { source = "crm", externalId = "a", name = "A", parent = "crm:c" });
        Assert.Equal((400, "parent-cycle", "/parent"), (status, problem.Code(), problem.Pointer()));
        (status, problem) = await host.Admin.PostAsync(Path, new { source = "crm", externalId = "a", name = "A", parent = "crm:a" });
        Assert.Equal((400, "parent-cycle"), (status, problem.Code()));
    }

    [Theory, DatabaseData]
    public async Task An_external_id_may_hold_colons_slashes_blanks_and_any_letter(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        foreach (var externalId in new[] { "a:b:c", "a/b", "100%2F5", "Zürich 東京", "a?b#c", "x'; DROP TABLE partners_people; --" })
        {
            var id = await host.Admin.AddAsync(Path, new { source = "crm", externalId, name = "N" });
            var (status, read) = await host.Admin.GetJsonAsync($"{Path}/crm:{Uri.EscapeDataString(externalId)}");
            Assert.Equal((200, id), (status, (string?)read["id"]));
        }
    }

    [Theory, DatabaseData]
    public async Task A_reference_that_names_nobody_is_refused_whatever_it_looks_like(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        string[] hostile =
        [
            "salesforce:none", "nothing", "00000000-0000-0000-0000-000000000000", ":", ":x", "x:", "%00", "crm:%00", "crm:%0A", "' OR 1=1 --", "crm:%F0%9F%92%A9", "crm:%ED%A0%80",
            "crm:" + new string('a', 3000), "0000000000000000000000000000000000000000000000000000",
        ];
        foreach (var reference in hostile)
        {
            foreach (var path in new[] { Path, "/api/v1/people", "/api/v1/affiliations" })
            {
                var (status, _) = await host.Admin.GetJsonAsync($"{path}/{reference}");
                // The server itself refuses a path with a null byte.
                Assert.Equal((reference.Contains("%00", StringComparison.Ordinal) ? 400 : 404, reference), (status, reference));
            }
        }
    }

    [Theory, DatabaseData]
    public async Task A_list_pages_by_key_until_there_is_no_next(Dialect dialect)
    {
        await using var host = await PartnersHost.StartAsync(dialect);
        await host.Admin.PostAsync(Path, Enumerable.Range(0, 25).Select(i => new { source = "crm", externalId = $"{i}", name = $"Partner {i}" }));
        var seen = new List<string>();
        var sizes = new List<int>();
        for (string? next = $"{Path}?limit=10"; next is not null;)
        {
            var (status, page) = await host.Admin.GetJsonAsync(next);
            Assert.Equal(200, status);
            sizes.Add(page["items"]!.AsArray().Count);
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            next = (string?)page["next"];
        }

        Assert.Equal([10, 10, 5], sizes);
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=ten")]
    [InlineData("limit=")]
    [InlineData("limit=1&limit=2")]
    [InlineData("after=x")]
    [InlineData("after=%00")]
    [InlineData("page=2")]
    [InlineData("partner=x")]
    public async Task A_wrong_list_parameter_is_refused(string query)
    {
        await using var host = await PartnersHost.StartAsync(Dialect.Sqlite);
        var (status, problem) = await host.Admin.GetJsonAsync($"{Path}?{query}");
        Assert.Equal(400, status);
        Assert.Contains(query.Split('=')[0], (string)problem["detail"]!, StringComparison.Ordinal);
    }
}
