using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Host.Commands;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Review;

/// <summary>Evidence that does not count: shown with its reason, and accepted by who may.</summary>
public sealed class EvidenceTests
{
    /// <summary>A day of the last month, so that an award of that day is neither expired nor expiring whenever the test runs.</summary>
    private static readonly string Day = TimeProvider.System.GetUtcNow().AddDays(-30).ToString("yyyy-MM-dd'T'00:00:00'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private const string Evidence = "/api/v1/evidence";
    private const string Ada = "mailto:ada@nordwind.example";

    [Theory, DatabaseData]
    public async Task Evidence_of_an_untrusted_sender_waits_and_counts_once_it_is_accepted(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        using var other = await server.ClientAsync("other-lms", null, Scopes.StatementsWrite);
        var pass = Story.Passed(Ada);
        pass["timestamp"] = Day;
        var id = pass["id"]!.GetValue<string>();
        await other.PostAsync("/xapi/statements", pass);
        var waiting = await WaitsAsync(story, id);
        Assert.Equal(("quarantined", "untrusted", "SLS-200-C", "other-lms", Day),
            (Of(waiting, "state"), Of(waiting, "reason"), Of(waiting, "course"), Of(waiting, "authority"), Of(waiting, "timestamp")));
        Assert.Contains("SLS-200-C believes lms; this came from other-lms", Of(waiting, "hint"), StringComparison.Ordinal);
        var before = Of(await story.DeniedAsync(), "knownAt");

        var accepted = await story.Administrator.PostAsync($"{Evidence}/{id}/acceptance", Because("Seen the certificate"));
        Assert.Equal(("accepted", "Seen the certificate"), (Of(accepted, "state"), Of(accepted["rulings"]![0]!, "reason")));
        // The gate answers differently at once; with the knowledge of before it does not.
        var allowed = await story.Administrator.GetAsync(Story.Gate);
        Assert.True(allowed["decision"]!.GetValue<bool>());
        Assert.False((await story.Administrator.GetAsync($"{Story.Gate}?knownAt={before}"))["decision"]!.GetValue<bool>());
        var award = (await story.Administrator.GetAsync("/api/v1/awards?person=hr:ada"))["items"]![0]!;
        Assert.Equal((Day, Of(accepted["rulings"]![0]!, "at")), (Of(award, "earnedAt"), Of(award, "knownAt")));
        Assert.Empty((await story.Administrator.GetAsync(Evidence))["items"]!.AsArray());
        Assert.Equal(id, Of((await story.Administrator.GetAsync($"{Evidence}?state=accepted&partner=crm:nordwind&person=hr:ada&course=SLS-200-C"))["items"]![0]!, "statementId"));
        // Accepting it again changes nothing.
        Assert.Equal(accepted.ToJsonString(), (await story.Administrator.PostAsync($"{Evidence}/{id}/acceptance", Because("Again"))).ToJsonString());

        // It survives rebuild: the ruling stands in SQL.
        await server.RestartAsync(async () => Assert.Equal(ExitCode.Ok, await RunAsync(server, "rebuild")));
        using var later = await server.AdministratorAsync();
        Assert.True((await later.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
        var between = Of(await later.GetAsync(Story.Gate), "knownAt");

        // And it can be taken back, by another row.
        var back = await later.DeleteAsync($"{Evidence}/{id}/acceptance?reason=It%20was%20forged");
        Assert.Equal(("quarantined", "It was forged", false), (Of(back, "state"), Of(back["rulings"]![1]!, "reason"), back["rulings"]![1]!["accepted"]!.GetValue<bool>()));
        Assert.False((await later.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
        Assert.True((await later.GetAsync($"{Story.Gate}?knownAt={between}"))["decision"]!.GetValue<bool>());
        Assert.Equal("revoked", Of((await later.GetAsync("/api/v1/awards?person=hr:ada"))["items"]![0]!, "state"));
        Assert.Equal("urn:partnerlrs:problem:not-accepted", Of(await later.DeleteAsync($"{Evidence}/{id}/acceptance?reason=x", HttpStatusCode.Conflict), "type"));
        Assert.Equal("accepted", Of(await later.PostAsync($"{Evidence}/{id}/acceptance", Because("It was not")), "state"));
        Assert.True((await later.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task What_a_partner_attests_itself_what_is_late_and_what_is_to_come_is_listed_with_its_reason(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var policy = Story.Policy(Story.Course);
        policy["courses"]![0]!["trustedAuthorities"] = new JsonArray("lms", "own");
        policy["evidence"] = new JsonObject { ["backdatingLimit"] = "P90D" };
        await story.Administrator.PostAsync("/api/v1/program/versions", policy, HttpStatusCode.Created);
        var nordwind = Of(await story.Administrator.GetAsync("/api/v1/partners/crm:nordwind"), "id");
        using var own = await server.ClientAsync("own", nordwind, Scopes.StatementsWrite, Scopes.PartnersRead, Scopes.ProgramWrite);
        var attested = Story.Passed(Ada);
        await own.PostAsync("/xapi/statements", attested);
        var late = Story.Passed(Ada);
        late["timestamp"] = "2019-01-01T00:00:00Z";
        await story.Lms.PostAsync("/xapi/statements", late);
        var ahead = Story.Passed(Ada);
        var due = Timestamps.ToRfc3339(TimeProvider.System.UtcNow().AddDays(3));
        ahead["timestamp"] = due;
        await story.Lms.PostAsync("/xapi/statements", ahead);

        var all = await story.Administrator.UntilAsync($"{Evidence}?state=quarantined", answer => answer["items"]!.AsArray().Count == 2);
        var reasons = all["items"]!.AsArray().ToDictionary(item => Of(item!, "statementId"), item => (Of(item!, "reason"), Of(item!, "hint")));
        Assert.Equal("partnerAttested", reasons[Of(attested, "id")].Item1);
        Assert.Contains("partner's own credential", reasons[Of(attested, "id")].Item2, StringComparison.Ordinal);
        Assert.Equal("backdated", reasons[Of(late, "id")].Item1);
        Assert.Contains("at most P90D late", reasons[Of(late, "id")].Item2, StringComparison.Ordinal);
        var pending = await story.Administrator.UntilAsync($"{Evidence}?state=pending", answer => answer["items"]!.AsArray().Count == 1);
        Assert.Equal(("pending", "future", Of(ahead, "id")), (Of(pending["items"]![0]!, "state"), Of(pending["items"]![0]!, "reason"), Of(pending["items"]![0]!, "statementId")));
        // The future is not for anybody to accept: it counts then.
        Assert.Contains("it counts already", Of(await story.Administrator.PostAsync($"{Evidence}/{Of(ahead, "id")}/acceptance", Because("x"), HttpStatusCode.Conflict), "detail"), StringComparison.Ordinal);
        Assert.False((await story.Administrator.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
        Assert.True((await story.Administrator.GetAsync($"{Story.Gate}?asOf={due}"))["decision"]!.GetValue<bool>());

        // A partner's own credential sees what concerns its people, and accepts nothing for them.
        Assert.Equal(2, (await own.GetAsync(Evidence))["items"]!.AsArray().Count);
        await own.PostAsync($"{Evidence}/{Of(attested, "id")}/acceptance", Because("We know her"), HttpStatusCode.Forbidden);
        await own.DeleteAsync($"{Evidence}/{Of(attested, "id")}/acceptance?reason=x", HttpStatusCode.Forbidden);
        await own.GetAsync($"{Evidence}?state=unmatched", HttpStatusCode.Forbidden);
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "rival", ["name"] = "Rival" }, HttpStatusCode.Created);
        using var rival = await server.ClientAsync("rivals", Of(await story.Administrator.GetAsync("/api/v1/partners/crm:rival"), "id"), Scopes.PartnersRead);
        Assert.Empty((await rival.GetAsync(Evidence))["items"]!.AsArray());
        await rival.GetAsync($"{Evidence}/{Of(attested, "id")}", HttpStatusCode.NotFound);
        await rival.GetAsync($"{Evidence}?partner=crm:nordwind", HttpStatusCode.NotFound);
        await rival.GetAsync($"{Evidence}?person=hr:ada", HttpStatusCode.NotFound);

        await story.Administrator.PostAsync($"{Evidence}/{Of(attested, "id")}/acceptance", Because("Her manager confirmed it"));
        Assert.True((await story.Administrator.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
        // A policy that believes the partner makes the acceptance needless, and the row goes.
        policy["courses"]![0]!["partnerAttestation"] = "allowed";
        await story.Administrator.PostAsync("/api/v1/program/versions", policy, HttpStatusCode.Created);
        await story.Administrator.UntilAsync($"{Evidence}?state=accepted", answer => answer["items"]!.AsArray().Count == 0);
        Assert.True((await story.Administrator.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task Activities_that_differ_from_a_course_by_a_spelling_and_actors_whom_nobody_knows_are_listed_with_a_hint(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var near = new[]
        {
            (Story.Course + "/", "a slash at the end"), ("http" + Story.Course[5..], "http and https"), (Story.Course.Replace("sls", "SLS", StringComparison.Ordinal), "upper and lower case"), (Story.Course + "#", "its fragment"),
        };
        var expected = new Dictionary<string, (string Reason, string Hint)>(StringComparer.Ordinal);
        foreach (var (activity, difference) in near)
            expected[await SendAsync(Ada, activity)] = ("unknownActivity", $"SLS-200-C has {Story.Course}, which differs in {difference}");
        expected[await SendAsync("mailto:ADA@nordwind.example", Story.Course)] = ("unknownActor", "mailto:ada@nordwind.example, which differs in upper and lower case");
        expected[await SendAsync("mailto:bruno@nordwind.example", Story.Course)] = ("unknownActor", "have mailboxes at nordwind.example: register the person");
        expected[await SendAsync("mailto:eve@elsewhere.example", Story.Course)] = ("unknownActor", "Nobody has the mailbox mailto:eve@elsewhere.example. Register the person");
        expected[await SendAsync("mailto:eve@elsewhere.example", Story.Course + "/")] = ("unknownActivity", "Nobody has the mailbox");
        // Neither somebody else's courses, nor what counts, nor what is void.
        await SendAsync(Ada, "https://elsewhere.example/cooking");
        await SendAsync(Ada, Story.Course);
        var gone = await SendAsync("mailto:mallory@nordwind.example", Story.Course);
        await story.Lms.PostAsync("/xapi/statements", Story.Voided(gone));

        foreach (var limit in new[] { 1, 3, 1000 })
        {
            var seen = new Dictionary<string, (string Reason, string Hint)>(StringComparer.Ordinal);
            for (string? next = $"{Evidence}?state=unmatched&limit={limit}"; next is not null;)
            {
                var page = await story.Administrator.GetAsync(next);
                foreach (var item in page["items"]!.AsArray())
                    seen.Add(Of(item!, "statementId"), (Of(item!, "reason"), Of(item!, "hint")));
                next = page["next"]?.GetValue<string>();
            }

            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), seen.Keys.Order(StringComparer.Ordinal));
            foreach (var (id, (reason, hint)) in expected)
            {
                Assert.Equal(reason, seen[id].Reason);
                Assert.Contains(hint, seen[id].Hint, StringComparison.Ordinal);
            }
        }

        Assert.Equal(near.Length, (await story.Administrator.GetAsync($"{Evidence}?state=unmatched&person=hr:ada"))["items"]!.AsArray().Count);
        Assert.Equal(expected.Count, (await story.Administrator.GetAsync($"{Evidence}?state=unmatched&course=SLS-200-C"))["items"]!.AsArray().Count);
        Assert.Empty((await story.Administrator.GetAsync($"{Evidence}?state=unmatched&course=nothing"))["items"]!.AsArray());
        await story.Administrator.GetAsync($"{Evidence}?state=unmatched&partner=crm:nordwind", HttpStatusCode.BadRequest);

        // The hint is followed: the person is registered, and is unknown no more.
        await story.RegisterAsync("bruno", "mailto:bruno@nordwind.example");
        await story.AllowedAsync();
        Assert.Equal(expected.Count - 1, (await story.Administrator.GetAsync($"{Evidence}?state=unmatched"))["items"]!.AsArray().Count);

        async Task<string> SendAsync(string mbox, string activity)
        {
            var pass = Story.Passed(mbox, activity: activity);
            await story.Lms.PostAsync("/xapi/statements", pass);
            return Of(pass, "id");
        }
    }

    [Theory, DatabaseData]
    public async Task An_acceptance_that_was_written_just_before_a_crash_counts_after_it(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        using var other = await server.ClientAsync("other-lms", null, Scopes.StatementsWrite);
        var pass = Story.Passed(Ada);
        await other.PostAsync("/xapi/statements", pass);
        await WaitsAsync(story, Of(pass, "id"));
        await server.RestartAsync(async () =>
        {
            // The row is there, the learner never heard of it.
            await using var connection = await server.Database.Database.OpenAsync();
            await using var insert = connection.Command(
                "INSERT INTO standing_rulings (id, statement_id, accepted, reason, ruled_at, ruled_by) VALUES (@id, @statement, @accepted, 'x', @at, 'x')",
                null,
                ("id", Story.NewId()),
                ("statement", Of(pass, "id")),
                ("accepted", true),
                ("at", TimeProvider.System.UtcNow()));
            await insert.ExecuteNonQueryAsync();
        });
        using var later = await server.AdministratorAsync();
        await later.UntilAsync(Story.Gate, answer => answer["decision"]!.GetValue<bool>());
        Assert.Equal("accepted", Of(await later.UntilAsync($"{Evidence}/{Of(pass, "id")}", answer => Of(answer, "state") == "accepted"), "state"));
    }

    [Theory, DatabaseData]
    public async Task Evidence_is_listed_page_by_page(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        using var other = await server.ClientAsync("other-lms", null, Scopes.StatementsWrite);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var pass = Story.Passed(Ada);
            ids.Add(Of(pass, "id"));
            await other.PostAsync("/xapi/statements", pass);
        }

        await story.Administrator.UntilAsync(Evidence, answer => answer["items"]!.AsArray().Count == 5);
        var seen = new List<string>();
        for (string? next = $"{Evidence}?limit=2&course=SLS-200-C"; next is not null;)
        {
            var page = await story.Administrator.GetAsync(next);
            seen.AddRange(page["items"]!.AsArray().Select(item => Of(item!, "statementId")));
            next = page["next"]?.GetValue<string>();
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen);
        Assert.Empty((await story.Administrator.GetAsync($"{Evidence}?course=other"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_wrong_with_a_question_or_an_acceptance_is_named()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        using var other = await server.ClientAsync("other-lms", null, Scopes.StatementsWrite);
        var pass = Story.Passed(Ada);
        await other.PostAsync("/xapi/statements", pass);
        var path = $"{Evidence}/{Of(pass, "id")}/acceptance";
        await WaitsAsync(story, Of(pass, "id"));
        foreach (var (query, status, code) in new[]
        {
            ("state=lost", HttpStatusCode.BadRequest, "invalid-parameter"), ("status=quarantined", HttpStatusCode.BadRequest, "unknown-parameter"), ("state=pending&state=accepted", HttpStatusCode.BadRequest, "repeated-parameter"),
            ("partner=crm:nobody", HttpStatusCode.NotFound, "unknown-partner"), ("partner=%27%20OR%201=1", HttpStatusCode.NotFound, "unknown-partner"), ("person=hr:nobody", HttpStatusCode.NotFound, "unknown-person"),
            ("course=", HttpStatusCode.BadRequest, "invalid-parameter"), ("course=%00", HttpStatusCode.BadRequest, "invalid-parameter"), ("limit=0", HttpStatusCode.BadRequest, "invalid-parameter"), ("after=x", HttpStatusCode.BadRequest, "invalid-parameter"),
        })
            Assert.Equal((query, $"urn:partnerlrs:problem:{code}"), (query, Of(await story.Administrator.GetAsync($"{Evidence}?{query}", status), "type")));
        Assert.Empty((await story.Administrator.GetAsync($"{Evidence}?state=unmatched&after={Story.NewId()}"))["items"]!.AsArray());

        foreach (var (text, status, code) in new[]
        {
            ("{}", HttpStatusCode.BadRequest, "missing-property"), ("[]", HttpStatusCode.BadRequest, "wrong-type"), ("{", HttpStatusCode.BadRequest, "malformed-json"), ("", HttpStatusCode.BadRequest, "empty-body"),
            ("""{"reason":""}""", HttpStatusCode.BadRequest, "wrong-length"), ("""{"reason":7}""", HttpStatusCode.BadRequest, "wrong-type"), ("""{"reason":"x","who":"me"}""", HttpStatusCode.BadRequest, "unknown-property"),
            ("""{"reason":"x","reason":"y"}""", HttpStatusCode.BadRequest, "repeated-property"), ("""{"reason":"\u0000"}""", HttpStatusCode.BadRequest, "control-character"), ("""{"reason":"\ud800"}""", HttpStatusCode.BadRequest, "malformed-text"),
            ($$"""{"reason":"{{new string('x', 1001)}}"}""", HttpStatusCode.BadRequest, "wrong-length"), ($"\"{new string('x', 1 << 17)}\"", HttpStatusCode.RequestEntityTooLarge, "body-too-large"),
        })
            Assert.Equal((text, $"urn:partnerlrs:problem:{code}"), (text, Of(await story.Administrator.PostTextAsync(path, text, status), "type")));
        await story.Administrator.PostTextAsync(path, "reason=x", HttpStatusCode.UnsupportedMediaType, "application/x-www-form-urlencoded");
        await story.Administrator.PostAsync(path + "?dryRun=true", Because("x"), HttpStatusCode.BadRequest);
        await story.Administrator.DeleteAsync(path, HttpStatusCode.BadRequest);
        await story.Administrator.DeleteAsync(path + "?reason=%00", HttpStatusCode.BadRequest);

        await story.Administrator.PostAsync($"{Evidence}/{Story.NewId()}/acceptance", Because("x"), HttpStatusCode.NotFound);
        await story.Administrator.PostAsync($"{Evidence}/x/acceptance", Because("x"), HttpStatusCode.NotFound);
        await story.Administrator.GetAsync($"{Evidence}/x", HttpStatusCode.NotFound);
        foreach (var (statement, why) in new[]
        {
            (Story.Passed("mailto:eve@elsewhere.example"), "nobody is known by its actor"), (Story.Passed(Ada, activity: Story.Course + "/"), "its activity is no course's"),
            (Story.Voided(Story.NewId()), "nobody is known by its actor"), (Failed(), "does not show what the course asks for"), (Story.Passed(Ada), "it counts already"),
        })
        {
            statement["id"] ??= Story.NewId();
            await story.Lms.PostAsync("/xapi/statements", statement);
            var problem = await story.Administrator.PostAsync($"{Evidence}/{Of(statement, "id")}/acceptance", Because("x"), HttpStatusCode.Conflict);
            Assert.Contains(why, Of(problem, "detail"), StringComparison.Ordinal);
        }

        using var reader = await server.ClientAsync("reader", null, Scopes.PartnersRead, Scopes.ProgramRead);
        await reader.GetAsync(Evidence);
        await reader.PostAsync(path, Because("x"), HttpStatusCode.Forbidden);
        await reader.DeleteAsync(path + "?reason=x", HttpStatusCode.Forbidden);
        using var writer = await server.ClientAsync("programme", null, Scopes.ProgramWrite);
        await writer.GetAsync(Evidence, HttpStatusCode.Forbidden);
        using var stranger = new ApiClient(server.Address, "nobody", "nothing");
        await stranger.GetAsync(Evidence, HttpStatusCode.Unauthorized);
        await stranger.PostAsync(path, Because("x"), HttpStatusCode.Unauthorized);
        Assert.Equal("accepted", Of(await writer.PostAsync(path, Because("Who publishes the programme may accept")), "state"));

        static JsonObject Failed()
        {
            var failed = Story.Passed(Ada);
            failed["verb"] = new JsonObject { ["id"] = "http://adlnet.gov/expapi/verbs/failed" };
            failed["result"] = new JsonObject { ["success"] = false };
            return failed;
        }
    }

    private static Task<JsonNode> WaitsAsync(Story story, string id) => FirstAsync(story.Administrator, $"{Evidence}?state=quarantined", id);

    private static async Task<JsonNode> FirstAsync(ApiClient client, string path, string id) =>
        (await client.UntilAsync(path, answer => answer["items"]!.AsArray().Any(item => Of(item!, "statementId") == id)))["items"]!.AsArray().First(item => Of(item!, "statementId") == id)!;

    private static JsonObject Because(string reason) => new() { ["reason"] = reason };

    private static string Of(JsonNode node, string property) => node[property]!.GetValue<string>();

    private static async Task<ExitCode> RunAsync(TestServer server, params string[] arguments)
    {
        await using var output = new StringWriter();
        return (ExitCode)await CommandLine.RunAsync([.. arguments, $"--ConnectionStrings:PartnerLrs={server.Database.ConnectionString}", $"--Receipts:KeyFile={server.ReceiptKeyFile}"], output, output);
    }
}
