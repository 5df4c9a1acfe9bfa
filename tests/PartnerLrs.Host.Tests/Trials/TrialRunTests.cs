using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Trials;

/// <summary>Trials as runs: they take their time, are looked at, cancelled, interrupted and forgotten.</summary>
public sealed class TrialRunTests
{
    [Theory, DatabaseData]
    public async Task A_trial_that_runs_tells_how_far_it_is_and_is_cancelled(Dialect dialect)
    {
        await using var server = await SlowAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.SaveDraftAsync(Story.Policy(Story.Course));
        var path = await story.Administrator.StartAsync(Trying.Impact);
        var running = await story.Administrator.UntilAsync(path, trial => trial["progress"]!["partnersTotal"]!.GetValue<int>() == 1);
        Assert.Equal(("running", true, 1, 90), (running["state"]!.GetValue<string>(), running["draft"]!["current"]!.GetValue<bool>(), running["policyVersion"]!.GetValue<int>(), running["parameters"]!["horizon"]!.GetValue<int>()));
        Assert.False(running.AsObject().ContainsKey("result"));
        Assert.Matches("^[0-9a-f]{64}$", running["draft"]!["digest"]!.GetValue<string>());
        // Gates answer as ever.
        await story.DeniedAsync();

        var cancelled = await story.Administrator.DeleteAsync(path);
        Assert.Equal("cancelled", cancelled["state"]!.GetValue<string>());
        Assert.NotNull(cancelled["finishedAt"]);
        Assert.Equal(cancelled.ToJsonString(), (await story.Administrator.DeleteAsync(path)).ToJsonString());
        Assert.Equal(cancelled.ToJsonString(), (await story.Administrator.GetAsync(path)).ToJsonString());
        // Its place is free again.
        for (var i = 0; i < 3; i++)
            await story.Administrator.DeleteAsync(await FreeAsync(story.Administrator));
    }

    [Theory, DatabaseData]
    public async Task As_many_run_at_once_as_may_and_the_next_one_waits_for_its_caller_to_ask_again(Dialect dialect)
    {
        await using var server = await SlowAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.SaveDraftAsync(Story.Policy(Story.Course));
        var first = await story.Administrator.StartAsync(Trying.Impact);
        var second = await story.Administrator.StartAsync(Trying.Backtest);
        await story.Administrator.RefusedAsync(Trying.Backtest, HttpStatusCode.TooManyRequests, "too-many-trials");
        await story.Administrator.DeleteAsync(first);
        var third = await FreeAsync(story.Administrator);
        Assert.Equal([first, third], (await story.Administrator.AllAsync($"{Trying.Impact}?limit=1")).Select(trial => $"{Trying.Impact}/{trial["id"]!.GetValue<string>()}"));
        Assert.Equal([second], (await story.Administrator.AllAsync(Trying.Backtest)).Select(trial => $"{Trying.Backtest}/{trial["id"]!.GetValue<string>()}"));
        // One kind is not found among the other.
        await story.Administrator.GetAsync(second.Replace("backtest", "impact", StringComparison.Ordinal), HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task A_trial_in_the_middle_of_which_the_server_stops_says_that_it_was_interrupted(Dialect dialect)
    {
        await using var server = await SlowAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.SaveDraftAsync(Story.Policy(Story.Course));
        var stopped = await story.Administrator.StartAsync(Trying.Impact);
        await story.Administrator.UntilAsync(stopped, trial => trial["progress"]!["partnersTotal"]!.GetValue<int>() == 1);
        await server.RestartAsync();
        using var later = await server.AdministratorAsync();
        var interrupted = await later.GetAsync(stopped);
        Assert.Equal(("interrupted", false), (interrupted["state"]!.GetValue<string>(), interrupted.AsObject().ContainsKey("result")));

        // One that died without a word looks as if it ran; the next start knows better.
        await server.RestartAsync(async () =>
        {
            await using var connection = await server.Database.Database.OpenAsync();
            await using var lie = connection.Command("UPDATE standing_trials SET state = 'running', finished_at = NULL");
            Assert.Equal(1, await lie.ExecuteNonQueryAsync());
        });
        using var last = await server.AdministratorAsync();
        Assert.Equal("interrupted", (await last.GetAsync(stopped))["state"]!.GetValue<string>());
        Assert.Equal("interrupted", (await last.DeleteAsync(stopped))["state"]!.GetValue<string>());
        var (_, result) = await last.TryAsync(Story.Policy(Story.Course), Trying.Impact);
        Assert.Equal(1, result["partners"]!["total"]!.GetValue<int>());
    }

    [Theory, DatabaseData]
    public async Task A_trial_says_whether_its_draft_is_the_one_that_is_there_now(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var (path, _) = await story.Administrator.TryAsync(Story.Policy(Story.Course), Trying.Impact);
        Assert.True((await story.Administrator.GetAsync(path))["draft"]!["current"]!.GetValue<bool>());
        await story.Administrator.SaveDraftAsync(Trying.Changed(policy => policy["name"] = "Another"));
        Assert.False((await story.Administrator.GetAsync(path))["draft"]!["current"]!.GetValue<bool>());
        await story.Administrator.SaveDraftAsync(Story.Policy(Story.Course));
        Assert.True((await story.Administrator.GetAsync(path))["draft"]!["current"]!.GetValue<bool>());
        await story.Administrator.DeleteAsync(Trying.Draft, HttpStatusCode.NoContent);
        Assert.False((await story.Administrator.GetAsync(path))["draft"]!["current"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task No_more_trials_run_at_once_than_are_configured(Dialect dialect)
    {
        await using var server = await SlowAsync(dialect, "--Trials:AtOnce=1");
        using var story = await Story.BeginAsync(server);
        await story.Administrator.SaveDraftAsync(Story.Policy(Story.Course));
        await story.Administrator.StartAsync(Trying.Impact);
        await story.Administrator.RefusedAsync(Trying.Backtest, HttpStatusCode.TooManyRequests, "too-many-trials");
    }

    [Theory, DatabaseData]
    public async Task Old_trials_are_swept_with_all_that_they_found(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect, "--Trials:Keep=2");
        using var story = await Story.BeginAsync(server);
        await story.DeniedAsync();
        var generous = Trying.Changed(policy => policy["tiers"]![0]!["requires"] = new JsonArray());
        var paths = new List<string>();
        for (var i = 0; i < 4; i++)
            paths.Add((await story.Administrator.TryAsync(generous, Trying.Backtest)).Path);
        await story.Administrator.GetAsync(paths[0], HttpStatusCode.NotFound);
        await story.Administrator.GetAsync($"{paths[1]}/differences", HttpStatusCode.NotFound);
        Assert.NotEmpty(await story.Administrator.AllAsync($"{paths[2]}/differences"));
        Assert.Equal(2, (await story.Administrator.AllAsync(Trying.Backtest)).Count);
    }

    [Theory, DatabaseData]
    public async Task Only_who_writes_the_programme_starts_trials_and_only_who_reads_partners_sees_whom_they_concern(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var (path, _) = await story.Administrator.TryAsync(Story.Policy(Story.Course), Trying.Backtest);
        using var writer = await server.ClientAsync("writer", null, Scopes.ProgramWrite);
        using var reader = await server.ClientAsync("reader", null, Scopes.ProgramRead);
        using var partners = await server.ClientAsync("partners", null, Scopes.PartnersRead);
        using var own = await server.ClientAsync("own", (await story.Administrator.GetAsync("/api/v1/partners/crm:nordwind"))["id"]!.GetValue<string>(), Scopes.Admin);
        using var stranger = new ApiClient(server.Address, "nobody", "nothing");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(writer));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(reader));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(own));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(stranger));
        await reader.GetAsync(path);
        await reader.GetAsync(Trying.Backtest);
        await partners.GetAsync(path, HttpStatusCode.Forbidden);
        await reader.DeleteAsync(path, HttpStatusCode.Forbidden);
        foreach (var list in new[] { $"{path}/partners", $"{path}/differences" })
        {
            await partners.GetAsync(list);
            await reader.GetAsync(list, HttpStatusCode.Forbidden);
            await writer.GetAsync(list, HttpStatusCode.Forbidden);
        }

        foreach (var looked in new[] { Trying.Backtest, path, $"{path}/partners", $"{path}/differences" })
        {
            await own.GetAsync(looked, HttpStatusCode.Forbidden);
            await stranger.GetAsync(looked, HttpStatusCode.Unauthorized);
        }

        await own.DeleteAsync(path, HttpStatusCode.Forbidden);

        static async Task<HttpStatusCode> PostAsync(ApiClient client)
        {
            using var response = await client.Http.PostAsync(new Uri(Trying.Backtest, UriKind.Relative), null);
            return response.StatusCode;
        }
    }

    [Theory, DatabaseData]
    public async Task What_makes_no_sense_is_refused_by_its_parameter_and_a_draft_with_errors_by_their_places(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        foreach (var path in new[] { Trying.Impact, Trying.Backtest })
        {
            await story.Administrator.RefusedAsync(path, HttpStatusCode.NotFound, "no-draft");
            Assert.Empty((await story.Administrator.GetAsync(path))["items"]!.AsArray());
            await story.Administrator.GetAsync($"{path}/{Story.NewId()}", HttpStatusCode.NotFound);
            await story.Administrator.GetAsync($"{path}/x", HttpStatusCode.NotFound);
            await story.Administrator.DeleteAsync($"{path}/{Story.NewId()}", HttpStatusCode.NotFound);
            await story.Administrator.GetAsync($"{path}/{Story.NewId()}/partners", HttpStatusCode.NotFound);
            await story.Administrator.GetAsync($"{path}/{Story.NewId()}/partners?change=other", HttpStatusCode.BadRequest);
            await story.Administrator.GetAsync($"{path}?state=running", HttpStatusCode.BadRequest);
        }

        await story.Administrator.GetAsync($"{Trying.Backtest}/{Story.NewId()}/differences?change=same", HttpStatusCode.BadRequest);
        await story.Administrator.SaveDraftAsync(Trying.Changed(policy =>
        {
            policy["benefits"]![0]!["tier"] = "platinum";
            policy["certifications"]![0]!["requires"] = "NO-SUCH-COURSE";
        }));
        foreach (var path in new[] { Trying.Impact, Trying.Backtest })
        {
            var problem = await story.Administrator.RefusedAsync(path, HttpStatusCode.BadRequest, "invalid-policy");
            Assert.Equal(["/benefits/0/tier", "/certifications/0/requires"], problem["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).Where(pointer => !pointer.Contains("limits", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }

        await story.Administrator.SaveDraftAsync(Story.Policy(Story.Course));
        foreach (var (path, code) in new[]
        {
            (Trying.Impact + "?horizon=-1", "invalid-parameter"), (Trying.Impact + "?horizon=367", "invalid-parameter"), (Trying.Impact + "?horizon=", "invalid-parameter"), (Trying.Impact + "?effective=tomorrow", "invalid-instant"),
            (Trying.Impact + "?effective=9999-01-01T00:00:00Z", "invalid-instant"), (Trying.Impact + "?days=3", "unknown-parameter"), (Trying.Impact + "?horizon=1&horizon=2", "repeated-parameter"),
            (Trying.Backtest + "?days=0", "invalid-parameter"), (Trying.Backtest + "?days=367", "invalid-parameter"), (Trying.Backtest + "?days=1.5", "invalid-parameter"), (Trying.Backtest + "?gate=free-lunch", "unknown-gate"),
            (Trying.Backtest + "?gate=", "unknown-gate"), (Trying.Backtest + "?effective=2026-01-01T00:00:00Z", "unknown-parameter"),
        })
            await story.Administrator.RefusedAsync(path, HttpStatusCode.BadRequest, code);
        var body = await story.Administrator.PostAsync(Trying.Impact, new JsonObject(), HttpStatusCode.BadRequest);
        Assert.Equal("urn:partnerlrs:problem:unexpected-body", body["type"]!.GetValue<string>());
        Assert.Empty((await story.Administrator.GetAsync(Trying.Impact))["items"]!.AsArray());
    }

    /// <summary>A server whose trials rest after each partner until they are stopped.</summary>
    private static Task<TestServer> SlowAsync(Dialect dialect, params string[] settings) => TestServer.StartAsync(dialect, ["--Trials:RestMilliseconds=3600000", .. settings]);

    /// <summary>Starts an impact trial as soon as one that was cancelled has made room.</summary>
    private static async Task<string> FreeAsync(ApiClient client)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var response = await client.Http.PostAsync(new Uri(Trying.Impact, UriKind.Relative), null);
            if (response.StatusCode == HttpStatusCode.Accepted)
                return response.Headers.Location!.OriginalString;
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(20));
            await Task.Delay(20);
        }
    }
}
