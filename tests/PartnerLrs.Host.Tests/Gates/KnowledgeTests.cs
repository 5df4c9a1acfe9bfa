using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Gates;

/// <summary>Gates asked with the knowledge of another time, and about a registrant and a product.</summary>
public sealed class KnowledgeTests
{
    private const string Long = "2020-01-01T00:00:00Z";

    [Theory, DatabaseData]
    public async Task What_was_learned_later_is_unseen_and_an_answer_about_the_past_is_not_the_answer_for_now(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        var before = (await story.DeniedAsync())["knownAt"]!.GetValue<string>();
        var pass = Story.Passed("mailto:ada@nordwind.example");
        await story.Lms.PostAsync("/xapi/statements", pass);
        var between = (await story.AllowedAsync())["knownAt"]!.GetValue<string>();
        await story.Lms.PostAsync("/xapi/statements", Story.Voided(pass["id"]!.GetValue<string>()));
        await story.DeniedAsync();

        foreach (var (known, expected) in new[] { (before, false), (between, true), (before, false) })
        {
            var answer = await story.Administrator.GetAsync($"{Story.Gate}?knownAt={known}");
            Assert.Equal((expected, known), (answer["decision"]!.GetValue<bool>(), answer["knownAt"]!.GetValue<string>()));
            Assert.True(string.CompareOrdinal(answer["reflectsThrough"]!.GetValue<string>(), known) <= 0);
            Assert.False((await story.Administrator.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
        }

        var year = await story.Administrator.GetAsync($"{Story.Gate}?knownAt={between}&asOf=2090-01-01T00:00:00Z");
        Assert.Equal((false, "2090-01-01T00:00:00Z"), (year["decision"]!.GetValue<bool>(), year["asOf"]!.GetValue<string>()));
    }

    [Theory, DatabaseData]
    public async Task Policies_and_affiliations_that_came_later_are_unseen_too(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        var first = (await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1))["knownAt"]!.GetValue<string>();
        await story.RegisterAsync("bruno", "mailto:bruno@nordwind.example");
        var second = Story.Policy(Story.Course);
        second["tiers"]![0]!["requires"]![0]!["count"] = 2;
        await story.Administrator.PostAsync("/api/v1/program/versions", second, HttpStatusCode.Created);
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 2);

        var then = await story.Administrator.GetAsync($"{Story.Gate}?knownAt={first}");
        Assert.Equal((1, 1, 1), (then["policyVersion"]!.GetValue<int>(), then["reasons"]![0]!["need"]!.GetValue<int>(), then["missing"]![0]!["cheapest"]!.AsArray().Count));
        var never = await story.Administrator.GetAsync($"{Story.Gate}?knownAt=2021-01-01T00:00:00Z", HttpStatusCode.NotFound);
        Assert.Equal("urn:partnerlrs:problem:no-policy", never["type"]!.GetValue<string>());
    }

    [Theory, DatabaseData]
    public async Task A_registrant_is_named_by_any_reference_and_recorded_by_id(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var ada = (await story.Administrator.GetAsync("/api/v1/people/hr:ada"))["id"]!.GetValue<string>();
        foreach (var reference in new[] { "hr:ada", ada })
        {
            await story.Administrator.GetAsync($"{Story.Gate}?registrant={reference}&product=atlas&amount=5&currency=USD");
            await using var connection = await server.Database.Database.OpenAsync();
            await using var select = connection.Command("SELECT question FROM standing_decisions ORDER BY id DESC LIMIT 1");
            var question = JsonNode.Parse((string)(await select.ExecuteScalarAsync())!)!;
            Assert.Equal((ada, "atlas", 5m), (question["registrant"]!.GetValue<string>(), question["product"]!.GetValue<string>(), question["amount"]!.GetValue<decimal>()));
        }
    }

    [Theory, DatabaseData]
    public async Task Of_people_whom_a_partners_credential_may_not_see_it_hears_as_of_nobody(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("stranger"), HttpStatusCode.Created);
        await story.Administrator.GetAsync($"{Story.Gate}?registrant=hr:stranger");
        using var own = await server.ClientAsync("own", (await story.Administrator.GetAsync("/api/v1/partners/crm:nordwind"))["id"]!.GetValue<string>(), Scopes.GatesCheck);
        await own.GetAsync($"{Story.Gate}?registrant=hr:ada");
        var unseen = await own.GetAsync($"{Story.Gate}?registrant=hr:stranger", HttpStatusCode.NotFound);
        var nobody = await own.GetAsync($"{Story.Gate}?registrant=hr:nobody", HttpStatusCode.NotFound);
        Assert.Equal(nobody["type"]!.GetValue<string>(), unseen["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_question_that_makes_no_sense_is_refused_by_its_parameter()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        foreach (var (query, status, code, names) in new[]
        {
            ("registrant=hr:nobody", HttpStatusCode.NotFound, "unknown-person", "registrant"),
            ("registrant=%27%20OR%201=1", HttpStatusCode.BadRequest, "invalid-reference", "registrant"),
            ("registrant=", HttpStatusCode.BadRequest, "invalid-reference", "registrant"),
            ("product=", HttpStatusCode.BadRequest, "invalid-parameter", "product"),
            ("product=a%00b", HttpStatusCode.BadRequest, "invalid-parameter", "product"),
            ($"product={new string('p', 101)}", HttpStatusCode.BadRequest, "invalid-parameter", "product"),
            ("knownAt=2990-01-01T00:00:00Z", HttpStatusCode.BadRequest, "invalid-instant", "knownAt"),
            ("knownAt=now", HttpStatusCode.BadRequest, "invalid-instant", "knownAt"),
            ("known_at=2026-01-01T00:00:00Z", HttpStatusCode.BadRequest, "unknown-parameter", "known_at"),
        })
        {
            var problem = await story.Administrator.GetAsync($"{Story.Gate}?{query}", status);
            Assert.Equal($"urn:partnerlrs:problem:{code}", problem["type"]!.GetValue<string>());
            Assert.Contains(names, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("enforce", true)]
    [InlineData("warn", false)]
    [InlineData("shadow", false)]
    public async Task Whatever_the_mode_the_decision_says_what_enforcing_would_and_refuse_says_what_to_do(string mode, bool refuse)
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server, mode);
        var denied = await story.DeniedAsync();
        Assert.Equal((mode, false, refuse), (denied["mode"]!.GetValue<string>(), denied["decision"]!.GetValue<bool>(), denied["refuse"]!.GetValue<bool>()));
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        var allowed = await story.AllowedAsync();
        Assert.False(allowed["refuse"]!.GetValue<bool>());
        Assert.True(allowed.AsObject().ContainsKey("waiver"));
        Assert.Null(allowed["waiver"]);
    }
}
