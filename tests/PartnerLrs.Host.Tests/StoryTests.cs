using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests;

/// <summary>From a statement to a gate's answer, over HTTP, on both databases.</summary>
public sealed class StoryTests
{
    [Theory, DatabaseData]
    public async Task A_pass_opens_the_gate_and_voiding_it_closes_the_gate_again(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var denied = await story.DeniedAsync();
        Assert.Equal("CERT_COUNT_SHORT", denied["reasons"]![0]!["code"]!.GetValue<string>());
        Assert.Equal("SLS-200 ≥ 1", denied["reasons"]![0]!["requirement"]!.GetValue<string>());
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1);
        var candidate = (await story.DeniedAsync())["missing"]![0]!["cheapest"]![0]!;
        Assert.Equal(("ada", 90), (candidate["name"]!.GetValue<string>(), candidate["minutes"]!.GetValue<int>()));

        var pass = Story.Passed("mailto:ada@nordwind.example");
        await story.Lms.PostAsync("/xapi/statements", pass);
        var allowed = await story.AllowedAsync();
        Assert.Equal("silver", allowed["partner"]!["tier"]!.GetValue<string>());
        Assert.Equal("CERT_COUNT_MET", allowed["reasons"]![0]!["code"]!.GetValue<string>());
        Assert.NotNull(allowed["validUntil"]);
        Assert.Empty(allowed["missing"]!.AsArray());

        await story.Lms.PostAsync("/xapi/statements", Story.Voided(pass["id"]!.GetValue<string>()));
        await story.DeniedAsync();
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
    }

    [Theory, DatabaseData]
    public async Task The_feeds_show_what_the_gate_says(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.UntilAsync("/odata/GateStatus", feed => feed["value"]!.AsArray() is [var row] && !row!["Allowed"]!.GetValue<bool>());
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();

        var status = (await story.Administrator.GetAsync("/odata/GateStatus?$filter=Gate eq 'deal-registration'"))["value"]!.AsArray();
        Assert.True(status.Single()!["Allowed"]!.GetValue<bool>());
        Assert.Equal(("silver", "crm:nordwind"), (status[0]!["Tier"]!.GetValue<string>(), status[0]!["PartnerExternalId"]!.GetValue<string>()));
        var awards = (await story.Administrator.GetAsync("/odata/Awards?$filter=State eq 'active'&$count=true"))["value"]!.AsArray();
        Assert.Equal(("SLS-200", "hr:ada"), (awards.Single()!["Certification"]!.GetValue<string>(), awards[0]!["PersonExternalId"]!.GetValue<string>()));
        Assert.Equal("Nordwind", (await story.Administrator.GetAsync("/odata/Partners"))["value"]![0]!["Name"]!.GetValue<string>());
        Assert.Equal("ada", (await story.Administrator.GetAsync("/odata/People"))["value"]![0]!["Name"]!.GetValue<string>());
    }

    [Theory, DatabaseData]
    public async Task A_decision_is_kept_byte_for_byte_and_an_unchanged_answer_costs_a_304(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();

        using var response = await story.Administrator.Http.GetAsync(new Uri(Story.Gate, UriKind.Relative));
        var given = await response.Content.ReadAsStringAsync();
        var id = JsonNode.Parse(given)!["decisionId"]!.GetValue<string>();
        Assert.Equal(given, await story.Administrator.Http.GetStringAsync(new Uri($"/api/v1/decisions/{id}", UriKind.Relative)));

        using var again = new HttpRequestMessage(HttpMethod.Get, Story.Gate);
        again.Headers.TryAddWithoutValidation("If-None-Match", response.Headers.ETag!.ToString());
        using var unchanged = await story.Administrator.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await story.Administrator.Http.GetAsync(new Uri("/api/v1/decisions/nothing", UriKind.Relative))).StatusCode);
    }

    [Theory, DatabaseData]
    public async Task A_partners_own_credential_cannot_certify_its_people_nor_void_others_statements(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var partner = (await story.Administrator.GetAsync("/api/v1/partners/crm:nordwind"))["id"]!.GetValue<string>();
        using var own = await server.ClientAsync("nordwind-lms", partner, Scopes.StatementsWrite);
        using var untrusted = await server.ClientAsync("another-lms", null, Scopes.StatementsWrite);
        await own.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await untrusted.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        var pass = Story.Passed("mailto:eve@elsewhere.example");
        await story.Lms.PostAsync("/xapi/statements", pass);
        await own.PostAsync("/xapi/statements", Story.Voided(pass["id"]!.GetValue<string>()), HttpStatusCode.Forbidden);

        // The fold has seen all of it and still says no.
        var stored = await story.Administrator.GetAsync("/xapi/statements?limit=1");
        var through = stored["statements"]![0]!["stored"]!.GetValue<string>();
        var answer = await story.Administrator.UntilAsync(Story.Gate, a => string.CompareOrdinal(a["reflectsThrough"]?.GetValue<string>(), through) >= 0);
        Assert.False(answer["decision"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task Work_done_before_somebody_was_registered_counts(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:bruno@nordwind.example"));
        await story.DeniedAsync();
        await story.RegisterAsync("bruno", "mailto:bruno@nordwind.example");
        await story.AllowedAsync();
    }

    [Theory, DatabaseData]
    public async Task A_new_identifier_credits_earlier_work_and_taking_it_away_takes_the_credit_away(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@private.example"));
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("ada", "mailto:ada@nordwind.example", "mailto:ada@private.example"));
        await story.AllowedAsync();
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("ada", "mailto:ada@nordwind.example"));
        await story.DeniedAsync();
    }

    [Theory, DatabaseData]
    public async Task A_statement_that_names_the_mailbox_by_its_hash_counts_too(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var hash = new Xapi.AgentIdentifier(Xapi.AgentIdentifierKind.Mbox, "mailto:ada@nordwind.example").Sha1Twin()!.Value;
        var pass = Story.Passed("mailto:x@y.example");
        pass["actor"] = new JsonObject { ["mbox_sha1sum"] = hash };
        await story.Lms.PostAsync("/xapi/statements", pass);
        await story.AllowedAsync();
    }

    [Theory, DatabaseData]
    public async Task A_policy_that_knows_an_old_activity_credits_earlier_work(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example", activity: "https://academy.example/old/selling"));
        await story.DeniedAsync();
        await story.Administrator.PostAsync("/api/v1/program/versions", Story.Policy(Story.Course, "https://academy.example/old/selling"), HttpStatusCode.Created);
        var answer = await story.AllowedAsync();
        Assert.Equal(2, answer["policyVersion"]!.GetValue<int>());
    }

    [Theory, DatabaseData]
    public async Task A_leaver_stops_counting_at_once_and_the_past_stays_as_it_was(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var pass = Story.Passed("mailto:ada@nordwind.example");
        pass["timestamp"] = "2026-05-01T00:00:00Z";
        await story.Lms.PostAsync("/xapi/statements", pass);
        await story.AllowedAsync();
        var left = Story.Affiliation("ada");
        left["to"] = "2026-06-01T00:00:00Z";
        await story.Administrator.PostAsync("/api/v1/affiliations", left);
        await story.DeniedAsync();
        // Policy versions rule from when they take effect, so the past is asked about within it.
        var before = await story.Administrator.GetAsync($"{Story.Gate}?asOf=2026-05-15T00:00:00Z", HttpStatusCode.NotFound);
        Assert.EndsWith("no-policy", before["type"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory, DatabaseData]
    public async Task The_amount_of_a_deal_is_held_against_the_tiers_limit(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        Assert.True((await story.Administrator.GetAsync($"{Story.Gate}?amount=50000&currency=USD"))["decision"]!.GetValue<bool>());
        var over = await story.Administrator.GetAsync($"{Story.Gate}?amount=50000.01&currency=USD");
        Assert.Equal("AMOUNT_OVER_LIMIT", over["reasons"]![0]!["code"]!.GetValue<string>());
        Assert.Equal("CURRENCY_MISMATCH", (await story.Administrator.GetAsync($"{Story.Gate}?amount=5&currency=EUR"))["reasons"]![0]!["code"]!.GetValue<string>());
    }

    [Theory, DatabaseData]
    public async Task An_answer_about_the_day_after_expiry_says_no(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        var until = (await story.AllowedAsync())["validUntil"]!.GetValue<string>();
        var after = await story.Administrator.GetAsync($"{Story.Gate}?asOf={until}");
        Assert.False(after["decision"]!.GetValue<bool>());
        Assert.Equal("expired", after["reasons"]![0]!["evidence"]![0]!["state"]!.GetValue<string>());
    }

    [Theory, DatabaseData]
    public async Task A_restart_goes_on_from_the_snapshots(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        var pass = Story.Passed("mailto:ada@nordwind.example");
        using (var story = await Story.BeginAsync(server))
        {
            await story.Lms.PostAsync("/xapi/statements", pass);
            await story.AllowedAsync();
        }

        await server.RestartAsync();
        using var administrator = await server.AdministratorAsync();
        await administrator.UntilAsync(Story.Gate, answer => answer["decision"]!.GetValue<bool>());
        await administrator.PostAsync("/xapi/statements", Story.Voided(pass["id"]!.GetValue<string>()));
        await administrator.UntilAsync(Story.Gate, answer => !answer["decision"]!.GetValue<bool>());
    }

    [Theory]
    [DatabaseData("DELETE FROM OrleansStorage")]
    [DatabaseData("UPDATE OrleansStorage SET PayloadBinary = substr(PayloadBinary, 1, 20)")]
    public async Task Grain_rows_can_be_lost_or_spoilt_and_everything_is_rebuilt_from_the_log(Dialect dialect, string loss)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using (var story = await Story.BeginAsync(server))
        {
            await story.RegisterAsync("bruno", "mailto:bruno@nordwind.example");
            var voided = Story.Passed("mailto:bruno@nordwind.example");
            await story.Lms.PostAsync("/xapi/statements", new JsonArray(Story.Passed("mailto:ada@nordwind.example"), voided));
            await story.Lms.PostAsync("/xapi/statements", Story.Voided(voided["id"]!.GetValue<string>()));
            await story.Administrator.UntilAsync("/odata/Awards?$orderby=Id", feed => feed["value"]!.AsArray().Count(row => row!["State"]!.GetValue<string>() == "revoked") == 1);
        }

        using var before = await server.AdministratorAsync();
        var (awards, gate) = (await before.GetAsync("/odata/Awards?$orderby=Id"), await before.GetAsync(Story.Gate));
        await server.RestartAsync(async () =>
        {
            await using var connection = await server.Database.Database.OpenAsync();
            await using var delete = connection.Command(loss);
            Assert.True(await delete.ExecuteNonQueryAsync() > 0);
        });
        using var after = await server.AdministratorAsync();
        var rebuilt = await after.UntilAsync(Story.Gate, answer => answer["decision"]!.GetValue<bool>());
        Assert.Equal(gate["reasons"]!.ToJsonString(), rebuilt["reasons"]!.ToJsonString());
        Assert.Equal(awards["value"]!.ToJsonString(), (await after.GetAsync("/odata/Awards?$orderby=Id"))["value"]!.ToJsonString());
    }
}
