using System.Text.Json.Nodes;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Gates;

/// <summary>Evidence that was stored later but took effect earlier: decisions stay, and what they would have been is noted.</summary>
public sealed class ReconsiderationTests
{
    [Theory, DatabaseData]
    public async Task A_decision_that_late_evidence_would_have_altered_says_so_and_stays_as_it_is(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1);
        var (denied, bytes) = await DecideAsync(story);
        var (about, _) = await DecideAsync(story, $"?asOf={At(TimeSpan.FromDays(-1))}");
        var (known, _) = await DecideAsync(story, $"?knownAt={At(TimeSpan.Zero)}");

        var late = Backdated(TimeSpan.FromHours(-1));
        await story.Lms.PostAsync("/xapi/statements", late);
        var allowed = await story.AllowedAsync();
        var found = await ChangedAsync(story, denied, 1);
        var item = found["reconsiderations"]![0]!;
        Assert.True(found["wouldHaveChanged"]!.GetValue<bool>());
        Assert.Equal((1, false, true), (item["number"]!.GetValue<int>(), item["was"]!.GetValue<bool>(), item["wouldBe"]!.GetValue<bool>()));
        Assert.Equal([late["id"]!.GetValue<string>()], item["because"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal((denied, true, JsonNode.Parse(bytes)!["asOf"]!.GetValue<string>()), (item["answer"]!["decisionId"]!.GetValue<string>(), item["answer"]!["decision"]!.GetValue<bool>(), item["answer"]!["asOf"]!.GetValue<string>()));
        Assert.Equal(bytes, await story.Administrator.Http.GetStringAsync(new Uri($"/api/v1/decisions/{denied}", UriKind.Relative)));

        // Neither what it was too late for, nor what asked for the knowledge of then, nor what knew it.
        foreach (var other in new[] { about, known, allowed["decisionId"]!.GetValue<string>() })
            Assert.Empty((await ReadAsync(story, other))["reconsiderations"]!.AsArray());

        await story.Lms.PostAsync("/xapi/statements", Story.Voided(late["id"]!.GetValue<string>()));
        var back = await ChangedAsync(story, denied, 2);
        Assert.Equal((false, false), (back["wouldHaveChanged"]!.GetValue<bool>(), back["reconsiderations"]![1]!["wouldBe"]!.GetValue<bool>()));
        Assert.True((await ChangedAsync(story, allowed["decisionId"]!.GetValue<string>(), 1))["wouldHaveChanged"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task What_was_just_done_alters_nothing_that_was_decided_before_it(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.RegisterAsync("bruno", "mailto:bruno@nordwind.example");
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1);
        var (before, _) = await DecideAsync(story);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        var after = (await story.AllowedAsync())["decisionId"]!.GetValue<string>();
        // A statement of somebody else, which alters the first decision, shows that the one before it was looked at too.
        await story.Lms.PostAsync("/xapi/statements", Backdated(TimeSpan.FromHours(-1), "mailto:bruno@nordwind.example"));
        var found = await ChangedAsync(story, before, 1);
        Assert.Single(found["reconsiderations"]![0]!["because"]!.AsArray());
        Assert.Empty((await ReadAsync(story, after))["reconsiderations"]!.AsArray());
    }

    [Theory, DatabaseData]
    public async Task The_policy_and_the_waivers_of_then_are_what_late_evidence_is_held_against(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1);
        var (denied, _) = await DecideAsync(story);
        var stricter = Story.Policy(Story.Course);
        stricter["tiers"]![0]!["requires"]![0]!["count"] = 2;
        await story.Administrator.PostAsync("/api/v1/program/versions", stricter, System.Net.HttpStatusCode.Created);
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["policyVersion"]!.GetValue<int>() == 2);
        await story.Lms.PostAsync("/xapi/statements", Backdated(TimeSpan.FromHours(-1)));
        var item = (await ChangedAsync(story, denied, 1))["reconsiderations"]![0]!;
        Assert.Equal((true, 1), (item["wouldBe"]!.GetValue<bool>(), item["answer"]!["policyVersion"]!.GetValue<int>()));
        Assert.False((await story.Administrator.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task What_somebody_accepts_later_is_late_evidence_too(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        using var other = await server.ClientAsync("other-lms", null, "statements/write");
        var pass = Backdated(TimeSpan.FromHours(-1));
        var id = pass["id"]!.GetValue<string>();
        await other.PostAsync("/xapi/statements", pass);
        await story.Administrator.UntilAsync("/api/v1/evidence", answer => answer["items"]!.AsArray().Count == 1);
        var (denied, bytes) = await DecideAsync(story);

        await story.Administrator.PostAsync($"/api/v1/evidence/{id}/acceptance", new JsonObject { ["reason"] = "Seen the certificate" });
        var item = (await ChangedAsync(story, denied, 1))["reconsiderations"]![0]!;
        Assert.Equal((true, id), (item["wouldBe"]!.GetValue<bool>(), item["because"]!.AsArray().Single()!.GetValue<string>()));
        Assert.Equal(bytes, await story.Administrator.Http.GetStringAsync(new Uri($"/api/v1/decisions/{denied}", UriKind.Relative)));
        var (allowed, _) = await DecideAsync(story);

        await story.Administrator.DeleteAsync($"/api/v1/evidence/{id}/acceptance?reason=It%20was%20forged");
        Assert.False((await ChangedAsync(story, denied, 2))["wouldHaveChanged"]!.GetValue<bool>());
        Assert.True((await ChangedAsync(story, allowed, 1))["wouldHaveChanged"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task Work_that_becomes_somebodys_by_an_identifier_is_late_evidence_too(Dialect dialect)
    {
        const string Private = "mailto:ada@home.example";
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        var pass = Backdated(TimeSpan.FromHours(-1), Private);
        await story.Lms.PostAsync("/xapi/statements", pass);
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1);
        var (denied, _) = await DecideAsync(story);

        await story.Administrator.PostAsync("/api/v1/people", Story.Person("ada", "mailto:ada@nordwind.example", Private));
        var item = (await ChangedAsync(story, denied, 1))["reconsiderations"]![0]!;
        Assert.Equal((true, pass["id"]!.GetValue<string>()), (item["wouldBe"]!.GetValue<bool>(), item["because"]!.AsArray().Single()!.GetValue<string>()));
        // A change of a person's name credits nothing, and so alters nothing.
        var renamed = Story.Person("ada", "mailto:ada@nordwind.example", Private);
        renamed["name"] = "Ada L.";
        await story.Administrator.PostAsync("/api/v1/people", renamed);
        var (allowed, _) = await DecideAsync(story);
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("ada", "mailto:ada@nordwind.example"));
        Assert.False((await ChangedAsync(story, denied, 2))["wouldHaveChanged"]!.GetValue<bool>());
        Assert.Equal([pass["id"]!.GetValue<string>()], (await ChangedAsync(story, allowed, 1))["reconsiderations"]![0]!["because"]!.AsArray().Select(id => id!.GetValue<string>()));
    }

    [Theory, DatabaseData]
    public async Task However_many_decisions_there_are_all_are_reconsidered_but_one_that_cannot_be_read(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1);
        var (first, _) = await DecideAsync(story);
        var (second, _) = await DecideAsync(story);
        var checks = new JsonArray([.. Enumerable.Range(0, 1_000).Select(_ => new JsonObject { ["partner"] = "crm:nordwind" })]);
        var last = (await story.Administrator.PostAsync("/api/v1/gates/deal-registration/checks", new JsonObject { ["checks"] = checks }))["results"]![999]!["answer"]!["decisionId"]!.GetValue<string>();
        await using (var connection = await server.Database.Database.OpenAsync())
        {
            await using var spoil = connection.Command("UPDATE standing_decisions SET question = '{' WHERE id = @id", null, ("id", second));
            Assert.Equal(1, await spoil.ExecuteNonQueryAsync());
        }

        await story.Lms.PostAsync("/xapi/statements", Backdated(TimeSpan.FromHours(-1)));
        await ChangedAsync(story, first, 1);
        await ChangedAsync(story, last, 1);
        await using var read = await server.Database.Database.OpenAsync();
        await using var left = read.Command(
            "SELECT d.id FROM standing_decisions d WHERE d.id >= @first AND d.id <= @last AND NOT EXISTS (SELECT 1 FROM standing_reconsiderations r WHERE r.decision_id = d.id AND r.would_be)",
            null,
            ("first", first),
            ("last", last));
        await using var rows = await left.ExecuteReaderAsync();
        Assert.True(await rows.ReadAsync());
        Assert.Equal(second, rows.GetString(0));
        Assert.False(await rows.ReadAsync());
    }

    [Theory, DatabaseData]
    public async Task A_restart_and_the_loss_of_every_grains_state_add_nothing_and_lose_nothing(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1);
        var (first, _) = await DecideAsync(story);
        await story.Lms.PostAsync("/xapi/statements", Backdated(TimeSpan.FromHours(-2)));
        await ChangedAsync(story, first, 1);

        // Stored, and the server stops before it can have looked: evidence is looked at a second after it was stored.
        var voiding = Story.Voided((await story.Administrator.GetAsync("/xapi/statements?limit=1"))["statements"]![0]!["id"]!.GetValue<string>());
        await story.Lms.PostAsync("/xapi/statements", voiding);
        await server.RestartAsync(async () =>
        {
            await using var connection = await server.Database.Database.OpenAsync();
            await using var forget = connection.Command("DELETE FROM OrleansStorage");
            await forget.ExecuteNonQueryAsync();
        });
        using var later = await server.AdministratorAsync();
        await later.UntilAsync($"/api/v1/decisions/{first}/reconsiderations", answer => answer["reconsiderations"]!.AsArray().Count == 2);
        await server.RestartAsync();
        using var last = await server.AdministratorAsync();
        await last.GetAsync(Story.Gate);
        await Task.Delay(2500);
        Assert.Equal(2, (await last.GetAsync($"/api/v1/decisions/{first}/reconsiderations"))["reconsiderations"]!.AsArray().Count);
    }

    private static async Task<(string Id, string Bytes)> DecideAsync(Story story, string query = "")
    {
        var bytes = await story.Administrator.Http.GetStringAsync(new Uri(Story.Gate + query, UriKind.Relative));
        return (JsonNode.Parse(bytes)!["decisionId"]!.GetValue<string>(), bytes);
    }

    private static Task<JsonNode> ReadAsync(Story story, string decision) => story.Administrator.GetAsync($"/api/v1/decisions/{decision}/reconsiderations");

    private static Task<JsonNode> ChangedAsync(Story story, string decision, int count) =>
        story.Administrator.UntilAsync($"/api/v1/decisions/{decision}/reconsiderations", answer => answer["reconsiderations"]!.AsArray().Count == count);

    private static JsonObject Backdated(TimeSpan by, string mbox = "mailto:ada@nordwind.example")
    {
        var pass = Story.Passed(mbox);
        pass["timestamp"] = At(by);
        return pass;
    }

    private static string At(TimeSpan fromNow) => Timestamps.ToRfc3339(TimeProvider.System.UtcNow() + fromNow);
}
