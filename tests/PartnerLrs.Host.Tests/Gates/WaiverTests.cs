using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Gates;

public sealed class WaiverTests
{
    private const string Waivers = "/api/v1/waivers";

    [Theory, DatabaseData]
    public async Task A_waiver_opens_the_gate_until_it_ends_and_the_reasons_stay(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        var before = (await story.DeniedAsync())["knownAt"]!.GetValue<string>();
        var until = At(TimeSpan.FromDays(30));
        var waiver = await story.Administrator.PostAsync(Waivers, Waiver(until), HttpStatusCode.Created);
        var id = waiver["id"]!.GetValue<string>();
        Assert.Equal(("inForce", "Their trainer fell ill"), (waiver["state"]!.GetValue<string>(), waiver["reason"]!.GetValue<string>()));

        var allowed = await story.Administrator.GetAsync(Story.Gate);
        Assert.Equal((true, false, "CERT_COUNT_SHORT"), (allowed["decision"]!.GetValue<bool>(), allowed["refuse"]!.GetValue<bool>(), allowed["reasons"]![0]!["code"]!.GetValue<string>()));
        Assert.Equal((id, "Their trainer fell ill", until), (allowed["waiver"]!["id"]!.GetValue<string>(), allowed["waiver"]!["reason"]!.GetValue<string>(), allowed["waiver"]!["until"]!.GetValue<string>()));
        Assert.Equal(until, allowed["validUntil"]!.GetValue<string>());
        Assert.Single(allowed["missing"]!.AsArray());
        Assert.True((await story.Administrator.GetAsync("/odata/GateStatus"))["value"]![0]!["Allowed"]!.GetValue<bool>());

        // Two clocks: it was not known before, and it does not hold after its end or before its beginning.
        Assert.False((await story.Administrator.GetAsync($"{Story.Gate}?knownAt={before}"))["decision"]!.GetValue<bool>());
        Assert.False((await story.Administrator.GetAsync($"{Story.Gate}?asOf={until}"))["decision"]!.GetValue<bool>());
        Assert.False((await story.Administrator.GetAsync($"{Story.Gate}?asOf={before}"))["decision"]!.GetValue<bool>());

        var known = (await story.Administrator.GetAsync(Story.Gate))["knownAt"]!.GetValue<string>();
        var ended = await story.Administrator.DeleteAsync($"{Waivers}/{id}");
        Assert.Equal("ended", ended["state"]!.GetValue<string>());
        var denied = await story.Administrator.GetAsync(Story.Gate);
        Assert.False(denied["decision"]!.GetValue<bool>());
        Assert.Null(denied["waiver"]);
        Assert.True((await story.Administrator.GetAsync($"{Story.Gate}?knownAt={known}"))["decision"]!.GetValue<bool>());
        Assert.True((await story.Administrator.GetAsync($"{Story.Gate}?asOf={known}"))["decision"]!.GetValue<bool>());
        Assert.False((await story.Administrator.GetAsync("/odata/GateStatus"))["value"]![0]!["Allowed"]!.GetValue<bool>());

        var again = await story.Administrator.DeleteAsync($"{Waivers}/{id}");
        Assert.Equal(ended.ToJsonString(), again.ToJsonString());
        Assert.Equal(ended.ToJsonString(), (await story.Administrator.GetAsync($"{Waivers}/{id}")).ToJsonString());
        await server.RestartAsync();
        using var later = await server.AdministratorAsync();
        Assert.False((await later.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task A_waiver_for_a_product_or_a_size_is_for_questions_that_state_them(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var waiver = Waiver(At(TimeSpan.FromDays(1)));
        waiver["product"] = "atlas";
        waiver["maximum"] = new JsonObject { ["amount"] = 1000.50m, ["currency"] = "USD" };
        await story.Administrator.PostAsync(Waivers, waiver, HttpStatusCode.Created);
        foreach (var (query, allowed) in new[]
        {
            ("", false), ("product=atlas", false), ("amount=1000&currency=USD", false), ("product=other&amount=1000&currency=USD", false), ("product=atlas&amount=1000&currency=EUR", false),
            ("product=atlas&amount=1000.51&currency=USD", false), ("product=atlas&amount=1000.50&currency=USD", true), ("product=atlas&amount=0&currency=USD", true),
        })
            Assert.Equal((query, allowed), (query, (await story.Administrator.GetAsync($"{Story.Gate}?{query}"))["decision"]!.GetValue<bool>()));

        // Somebody else's limit is waived as well as a missing certificate.
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        var over = Story.Gate + "?amount=60000&currency=USD";
        Assert.False((await story.Administrator.GetAsync(over))["decision"]!.GetValue<bool>());
        await story.Administrator.PostAsync(Waivers, Waiver(At(TimeSpan.FromDays(1))), HttpStatusCode.Created);
        var waived = await story.Administrator.GetAsync(over);
        Assert.Equal((true, "AMOUNT_OVER_LIMIT"), (waived["decision"]!.GetValue<bool>(), waived["reasons"]![0]!["code"]!.GetValue<string>()));
        Assert.Null((await story.Administrator.GetAsync(Story.Gate))["waiver"]);
    }

    [Theory, DatabaseData]
    public async Task A_waiver_that_begins_later_says_so_in_how_long_an_answer_holds_and_does_not_help_who_takes_no_part(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var (from, until) = (At(TimeSpan.FromDays(10)), At(TimeSpan.FromDays(20)));
        var waiver = Waiver(until);
        waiver["from"] = from;
        Assert.Equal("pending", (await story.Administrator.PostAsync(Waivers, waiver, HttpStatusCode.Created))["state"]!.GetValue<string>());
        var denied = await story.DeniedAsync();
        Assert.Equal(from, denied["validUntil"]!.GetValue<string>());
        var future = $"{Story.Gate}?asOf={from}";
        Assert.Equal((true, until), await story.Administrator.GetAsync(future) is var answer ? (answer["decision"]!.GetValue<bool>(), answer["validUntil"]!.GetValue<string>()) : default);
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "nordwind", ["name"] = "Nordwind", ["status"] = "inactive" });
        await story.Administrator.UntilAsync(future, refused => !refused["decision"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task Waivers_are_listed_page_by_page_and_a_partners_own_credential_reads_its_own_and_writes_none(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "rival", ["name"] = "Rival" }, HttpStatusCode.Created);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var waiver = Waiver(At(TimeSpan.FromDays(i + 1)));
            waiver["partner"] = i % 2 == 0 ? "crm:nordwind" : "crm:rival";
            ids.Add((await story.Administrator.PostAsync(Waivers, waiver, HttpStatusCode.Created))["id"]!.GetValue<string>());
        }

        var seen = new List<string>();
        for (string? next = $"{Waivers}?limit=2&gate=deal-registration"; next is not null;)
        {
            var page = await story.Administrator.GetAsync(next);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen);
        Assert.Equal(2, (await story.Administrator.GetAsync($"{Waivers}?partner=crm:rival"))["items"]!.AsArray().Count);
        Assert.Empty((await story.Administrator.GetAsync($"{Waivers}?gate=none"))["items"]!.AsArray());

        var nordwind = (await story.Administrator.GetAsync("/api/v1/partners/crm:nordwind"))["id"]!.GetValue<string>();
        using var own = await server.ClientAsync("own", nordwind, Scopes.Admin);
        Assert.Equal(3, (await own.GetAsync(Waivers))["items"]!.AsArray().Count);
        await own.GetAsync($"{Waivers}?partner=crm:rival", HttpStatusCode.NotFound);
        await own.GetAsync($"{Waivers}/{ids[1]}", HttpStatusCode.NotFound);
        await own.PostAsync(Waivers, Waiver(At(TimeSpan.FromDays(1))), HttpStatusCode.Forbidden);
        await own.DeleteAsync($"{Waivers}/{ids[0]}", HttpStatusCode.Forbidden);
        using var reader = await server.ClientAsync("reader", null, Scopes.PartnersRead);
        await reader.GetAsync($"{Waivers}/{ids[1]}");
        await reader.PostAsync(Waivers, Waiver(At(TimeSpan.FromDays(1))), HttpStatusCode.Forbidden);
        await reader.DeleteAsync($"{Waivers}/{ids[1]}", HttpStatusCode.Forbidden);
        using var stranger = new ApiClient(server.Address, "nobody", "nothing");
        await stranger.GetAsync(Waivers, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_wrong_waiver_is_refused_by_its_field()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        foreach (var (field, value, code, pointer) in new (string, JsonNode?, string, string)[]
        {
            ("partner", null, "missing-property", "/partner"),
            ("partner", "crm:nobody", "unknown-partner", "/partner"),
            ("partner", "'; DROP TABLE", "invalid-reference", "/partner"),
            ("gate", "free-lunch", "unknown-gate", "/gate"),
            ("reason", null, "missing-property", "/reason"),
            ("reason", "", "wrong-length", "/reason"),
            ("reason", new string('r', 1001), "wrong-length", "/reason"),
            ("until", null, "missing-property", "/until"),
            ("until", "2020-01-01T00:00:00Z", "invalid-period", "/until"),
            ("until", At(TimeSpan.FromDays(367)), "invalid-period", "/until"),
            ("until", "tomorrow", "invalid-instant", "/until"),
            ("from", At(TimeSpan.FromDays(60)), "invalid-period", "/until"),
            ("product", "", "wrong-length", "/product"),
            ("maximum", 5, "wrong-type", "/maximum"),
            ("maximum", new JsonObject { ["amount"] = 5 }, "missing-property", "/maximum/currency"),
            ("maximum", new JsonObject { ["amount"] = 5.001m, ["currency"] = "USD" }, "invalid-amount", "/maximum/amount"),
            ("maximum", new JsonObject { ["amount"] = 5, ["currency"] = "XXX" }, "invalid-currency", "/maximum/currency"),
            ("forever", true, "unknown-property", "/forever"),
        })
        {
            var waiver = Waiver(At(TimeSpan.FromDays(30)));
            if (value is null)
                waiver.Remove(field);
            else
                waiver[field] = value;
            var problem = await story.Administrator.PostAsync(Waivers, waiver, HttpStatusCode.BadRequest);
            Assert.Equal((field, $"urn:partnerlrs:problem:{code}", pointer), (field, problem["type"]!.GetValue<string>(), problem["errors"]![0]!["pointer"]!.GetValue<string>()));
        }

        await story.Administrator.PostTextAsync(Waivers, "[]", HttpStatusCode.BadRequest);
        await story.Administrator.PostTextAsync(Waivers, $"\"{new string('x', 1 << 17)}\"", HttpStatusCode.RequestEntityTooLarge);
        await story.Administrator.GetAsync($"{Waivers}/x", HttpStatusCode.NotFound);
        await story.Administrator.DeleteAsync($"{Waivers}/{Story.NewId()}", HttpStatusCode.NotFound);
        Assert.Empty((await story.Administrator.GetAsync(Waivers))["items"]!.AsArray());
    }

    private static JsonObject Waiver(string until) => new() { ["partner"] = "crm:nordwind", ["gate"] = "deal-registration", ["reason"] = "Their trainer fell ill", ["until"] = until };

    private static string At(TimeSpan fromNow) => Timestamps.ToRfc3339(TimeProvider.System.UtcNow() + fromNow);
}
