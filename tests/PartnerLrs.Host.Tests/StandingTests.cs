using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests;

/// <summary>Awards, a partner's standing and a person's path, at any instant and with any knowledge.</summary>
public sealed class StandingTests
{
    private const string Standing = "/api/v1/partners/crm:nordwind/standing";
    private const string Awards = "/api/v1/awards";

    [Theory, DatabaseData]
    public async Task News_of_a_learner_reaches_a_partner_that_has_not_heard_of_the_affiliation_yet(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1);
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("bruno", "mailto:bruno@nordwind.example"), HttpStatusCode.Created);
        // Without an entry in the directory's log: as when its pump is far behind.
        await using (var connection = await server.Database.Database.OpenAsync())
        {
            await using var insert = connection.Command(
                "INSERT INTO partners_affiliations (id, person_id, partner_id, roles, valid_from, valid_to, source, counting, created_at, modified_at) SELECT @id, @person, partner_id, roles, valid_from, valid_to, source, counting, created_at, modified_at FROM partners_affiliations",
                null,
                ("id", Story.NewId()),
                ("person", await IdAsync(story, "/api/v1/people/hr:bruno")));
            Assert.Equal(1, await insert.ExecuteNonQueryAsync());
        }

        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:bruno@nordwind.example"));
        await story.AllowedAsync();
    }

    [Theory, DatabaseData]
    public async Task A_partners_standing_names_the_tier_what_each_requirement_has_and_how_each_gate_answers(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        var ada = await IdAsync(story, "/api/v1/people/hr:ada");
        var before = await story.Administrator.UntilAsync(Standing, standing => standing["requirements"]!.AsArray().Count == 1);
        Assert.Null(before["partner"]!["tier"]);
        Assert.Equal(("silver", "SLS-200 ≥ 1", 0, 1, false), Requirement(before));
        Assert.Equal(("deal-registration", false, "CERT_COUNT_SHORT"), Gate(before));
        Assert.Empty(before["requirements"]![0]!["holders"]!.AsArray());

        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        var after = await story.Administrator.GetAsync(Standing);
        Assert.Equal(("silver", ("silver", "SLS-200 ≥ 1", 1, 1, true), ("deal-registration", true, "CERT_COUNT_MET")), (after["partner"]!["tier"]!.GetValue<string>(), Requirement(after), Gate(after)));
        var holder = after["requirements"]![0]!["holders"]!.AsArray().Single()!;
        Assert.Equal((ada, "SLS-200"), (holder["person"]!.GetValue<string>(), holder["certification"]!.GetValue<string>()));
        Assert.NotNull(after["gates"]![0]!["validUntil"]);

        var then = await story.Administrator.GetAsync($"{Standing}?knownAt={before["knownAt"]!.GetValue<string>()}");
        Assert.Equal((("silver", "SLS-200 ≥ 1", 0, 1, false), before["knownAt"]!.GetValue<string>()), (Requirement(then), then["knownAt"]!.GetValue<string>()));
        Assert.Equal(("silver", "SLS-200 ≥ 1", 0, 1, false), Requirement(await story.Administrator.GetAsync($"{Standing}?asOf=2021-01-01T00:00:00Z")));
        await story.Administrator.GetAsync($"{Standing}?asOf=2019-01-01T00:00:00Z", HttpStatusCode.NotFound);
        await story.Administrator.GetAsync($"{Standing}?knownAt=2990-01-01T00:00:00Z", HttpStatusCode.BadRequest);
        await story.Administrator.GetAsync($"{Standing}?at=2021-01-01T00:00:00Z", HttpStatusCode.BadRequest);
        await story.Administrator.GetAsync("/api/v1/partners/crm:nobody/standing", HttpStatusCode.NotFound);

        static (string, string, int, int, bool) Requirement(JsonNode standing) => standing["requirements"]!.AsArray().Single() is { } only
            ? (only["tier"]!.GetValue<string>(), only["requirement"]!.GetValue<string>(), only["have"]!.GetValue<int>(), only["need"]!.GetValue<int>(), only["met"]!.GetValue<bool>())
            : default;
        static (string, bool, string) Gate(JsonNode standing) => standing["gates"]!.AsArray().Single() is { } only
            ? (only["gate"]!.GetValue<string>(), only["decision"]!.GetValue<bool>(), only["reasons"]![0]!["code"]!.GetValue<string>())
            : default;
    }

    [Theory, DatabaseData]
    public async Task Awards_are_listed_by_partner_person_certification_and_state_at_any_instant(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        var names = new[] { "bruno", "carla", "dora" };
        foreach (var name in names)
            await story.RegisterAsync(name, $"mailto:{name}@nordwind.example");
        var before = (await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1))["knownAt"]!.GetValue<string>();
        var old = Story.Passed("mailto:bruno@nordwind.example");
        old["timestamp"] = "2021-06-01T00:00:00Z";
        var wrong = Story.Passed("mailto:carla@nordwind.example");
        foreach (var pass in new[] { old, wrong, Story.Passed("mailto:ada@nordwind.example"), Story.Passed("mailto:dora@nordwind.example") })
            await story.Lms.PostAsync("/xapi/statements", pass);
        var between = (await story.Administrator.UntilAsync(Story.Gate, answer => answer["reasons"]![0]!["have"]!.GetValue<int>() == 3))["knownAt"]!.GetValue<string>();
        await story.Lms.PostAsync("/xapi/statements", Story.Voided(wrong["id"]!.GetValue<string>()));
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["reasons"]![0]!["have"]!.GetValue<int>() == 2);

        Assert.Equal("active active expired revoked", await StatesAsync(""));
        Assert.Equal("active active expired revoked", await StatesAsync("?partner=crm:nordwind&certification=SLS-200"));
        Assert.Equal("active active", await StatesAsync("?state=active"));
        Assert.Equal("expired", await StatesAsync("?person=hr:bruno"));
        Assert.Equal("", await StatesAsync("?certification=OVW-100"));
        Assert.Equal("active", await StatesAsync("?person=hr:bruno&asOf=2022-01-01T00:00:00Z"));
        Assert.Equal("pending", await StatesAsync("?person=hr:bruno&asOf=2021-01-01T00:00:00Z"));
        Assert.Equal("active active active expired", await StatesAsync($"?partner=crm:nordwind&knownAt={between}"));
        Assert.Equal("", await StatesAsync($"?partner=crm:nordwind&knownAt={before}"));
        Assert.Equal("active pending pending revoked", await StatesAsync("?partner=crm:nordwind&asOf=2022-01-01T00:00:00Z"));
        Assert.Equal("active", await StatesAsync("?partner=crm:nordwind&asOf=2022-01-01T00:00:00Z&state=active"));
        // What is worked out now is what the rows say.
        Assert.Equal(await IdsAsync("?partner=crm:nordwind"), await IdsAsync($"?partner=crm:nordwind&knownAt={(await story.Administrator.GetAsync(Story.Gate))["knownAt"]!.GetValue<string>()}"));

        foreach (var query in new[] { "?limit=1", "?limit=3&partner=crm:nordwind&asOf=2022-01-01T00:00:00Z" })
        {
            var seen = new List<string>();
            for (string? next = Awards + query; next is not null;)
            {
                var page = await story.Administrator.GetAsync(next);
                seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
                next = page["next"]?.GetValue<string>();
            }

            Assert.Equal(4, seen.Count);
            Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
        }

        async Task<string> StatesAsync(string query) =>
            string.Join(' ', (await story.Administrator.GetAsync(Awards + query))["items"]!.AsArray().Select(item => item!["state"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        async Task<List<string>> IdsAsync(string query) => [.. (await story.Administrator.GetAsync(Awards + query))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>())];
    }

    [Theory, DatabaseData]
    public async Task A_persons_path_is_what_the_roles_ask_for_and_what_is_left_of_it(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        var ada = await IdAsync(story, "/api/v1/people/hr:ada");
        foreach (var reference in new[] { "hr:ada", ada })
        {
            var path = await story.Administrator.GetAsync($"/api/v1/people/{reference}/path");
            var only = path["certifications"]!.AsArray().Single()!;
            Assert.Equal((ada, "SLS-200", false, 90), (path["person"]!.GetValue<string>(), only["certification"]!.GetValue<string>(), only["held"]!.GetValue<bool>(), only["minutes"]!.GetValue<int>()));
            Assert.Equal(["SLS-200-C"], only["courses"]!.AsArray().Select(course => course!.GetValue<string>()));
        }

        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        var done = (await story.Administrator.GetAsync("/api/v1/people/hr:ada/path"))["certifications"]![0]!;
        Assert.Equal((true, 0), (done["held"]!.GetValue<bool>(), done["minutes"]!.GetValue<int>()));
        Assert.NotNull(done["expiresAt"]);
        Assert.Equal(90, (await story.Administrator.GetAsync("/api/v1/people/hr:ada/path?asOf=2090-01-01T00:00:00Z"))["certifications"]![0]!["minutes"]!.GetValue<int>());
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("stranger"), HttpStatusCode.Created);
        Assert.Empty((await story.Administrator.GetAsync("/api/v1/people/hr:stranger/path"))["certifications"]!.AsArray());
        await story.Administrator.GetAsync("/api/v1/people/hr:nobody/path", HttpStatusCode.NotFound);
        await story.Administrator.GetAsync("/api/v1/people/hr:ada/path?asOf=soon", HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task A_partners_own_credential_sees_its_own_and_nobody_else_gets_in(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "rival", ["name"] = "Rival" }, HttpStatusCode.Created);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        using var own = await server.ClientAsync("own", await IdAsync(story, "/api/v1/partners/crm:nordwind"), Scopes.PartnersRead);
        using var rival = await server.ClientAsync("rival", await IdAsync(story, "/api/v1/partners/crm:rival"), Scopes.PartnersRead);
        Assert.Single((await own.GetAsync(Awards))["items"]!.AsArray());
        await own.GetAsync(Standing);
        await own.GetAsync("/api/v1/people/hr:ada/path");
        Assert.Empty((await rival.GetAsync(Awards))["items"]!.AsArray());
        foreach (var path in new[] { Standing, "/api/v1/people/hr:ada/path", $"{Awards}?person=hr:ada", $"{Awards}?partner=crm:nordwind", $"{Awards}?person=hr:ada&asOf=2026-01-01T00:00:00Z" })
            await rival.GetAsync(path, HttpStatusCode.NotFound);

        using var prm = await server.ClientAsync("prm", null, Scopes.GatesCheck);
        using var stranger = new ApiClient(server.Address, "nobody", "nothing");
        foreach (var path in new[] { Standing, "/api/v1/people/hr:ada/path", Awards })
        {
            await prm.GetAsync(path, HttpStatusCode.Forbidden);
            await stranger.GetAsync(path, HttpStatusCode.Unauthorized);
        }

        foreach (var query in new[] { "?state=lost", "?asOf=2026-01-01T00:00:00Z", "?knownAt=2026-01-01T00:00:00Z", "?person=hr:ada&knownAt=2990-01-01T00:00:00Z", "?after=x", "?limit=0", "?certificate=SLS-200" })
            await story.Administrator.GetAsync(Awards + query, HttpStatusCode.BadRequest);
    }

    private static async Task<string> IdAsync(Story story, string path) => (await story.Administrator.GetAsync(path))["id"]!.GetValue<string>();
}
