using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Trials;

/// <summary>Recorded decisions and deals, answered again under the draft.</summary>
public sealed class BacktestTests
{
    private const string Long = "2020-01-01T00:00:00Z";

    [Theory, DatabaseData]
    public async Task The_policy_that_ruled_answers_every_recorded_decision_as_it_was_answered(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        var (asked, early) = (0, (string?)null);
        await AskAsync();
        early = Now();
        var pass = Story.Passed("mailto:ada@nordwind.example");
        await story.Lms.PostAsync("/xapi/statements", pass);
        await AskAsync();
        await story.RegisterAsync("bruno", "mailto:bruno@nordwind.example");
        var until = Timestamps.ToRfc3339(TimeProvider.System.UtcNow().AddDays(30));
        var waiver = await story.Administrator.PostAsync(
            "/api/v1/waivers", new JsonObject { ["partner"] = "crm:nordwind", ["gate"] = "deal-registration", ["reason"] = "Their trainer fell ill", ["until"] = until }, HttpStatusCode.Created);
        await AskAsync();
        await story.Lms.PostAsync("/xapi/statements", Story.Voided(pass["id"]!.GetValue<string>()));
        await AskAsync();
        await story.Administrator.DeleteAsync($"/api/v1/waivers/{waiver["id"]!.GetValue<string>()}");
        await AskAsync();
        var old = Story.Passed("mailto:bruno@nordwind.example");
        old["timestamp"] = "2024-06-01T00:00:00Z";
        await story.Lms.PostAsync("/xapi/statements", old);
        await AskAsync();

        var (path, result) = await story.Administrator.TryAsync(Story.Policy(Story.Course), $"{Trying.Backtest}?days=1");
        var refused = result["decisions"]!["refusedBefore"]!.GetValue<int>();
        Assert.Equal(
            $$"""{"total":{{asked}},"same":{{asked}},"denied":0,"allowed":0,"unanswered":0,"incomparable":0,"refusedBefore":{{refused}},"refusedAfter":{{refused}}}""", result["decisions"]!.ToJsonString());
        Assert.InRange(refused, 1, asked - 1);
        Assert.Empty((await story.Administrator.GetAsync($"{path}/differences"))["items"]!.AsArray());
        Assert.Equal("same", Assert.Single(await story.Administrator.AllAsync($"{path}/partners"))["change"]!.GetValue<string>());

        async Task AskAsync()
        {
            // Whatever the fold has come to by now: what was answered is what counts.
            foreach (var query in new[]
            {
                "", "?amount=20000&currency=USD", "?amount=60000&currency=USD", "?amount=1&currency=EUR", "?registrant=hr:ada&product=atlas", "?asOf=2025-01-01T00:00:00Z", "?asOf=2090-01-01T00:00:00Z",
                $"?knownAt={early ?? Now()}", "",
            })
            {
                await story.Administrator.GetAsync(Story.Gate + query);
                asked++;
            }
        }
    }

    [Theory, DatabaseData]
    public async Task A_lower_limit_says_which_decisions_and_deals_it_would_have_cost_and_how_much_money(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        var ids = new List<string>();
        foreach (var amount in new[] { 9_000, 20_000, 50_000, 60_000 })
            ids.Add((await story.Administrator.GetAsync($"{Story.Gate}?amount={amount}&currency=USD&registrant=hr:ada&product=atlas"))["decisionId"]!.GetValue<string>());
        var today = Now();
        await DealAsync(story, "small", 9_000m, "USD", today);
        await DealAsync(story, "large", 20_000.50m, "USD", today);
        await DealAsync(story, "larger", 50_000m, "USD", today);
        await DealAsync(story, "too-large", 60_000m, "USD", today);
        await DealAsync(story, "elsewhere", 1_000m, "EUR", today);
        await DealAsync(story, "unknown", null, null, today);
        await DealAsync(story, "old", 20_000m, "USD", "2021-01-01T00:00:00Z");

        var lower = Trying.Changed(policy => policy["benefits"]![0]!["gate"]!["limits"]![0]!["amount"] = 10_000);
        var (path, result) = await story.Administrator.TryAsync(lower, $"{Trying.Backtest}?days=30");
        var decisions = result["decisions"]!;
        Assert.Equal((2, 0, 0), (decisions["denied"]!.GetValue<int>(), decisions["allowed"]!.GetValue<int>(), decisions["incomparable"]!.GetValue<int>()));
        Assert.Equal(decisions["refusedBefore"]!.GetValue<int>() + 2, decisions["refusedAfter"]!.GetValue<int>());
        Assert.Equal("""{"total":6,"same":4,"denied":2,"allowed":0,"unanswered":0,"incomparable":0,"refusedBefore":2,"refusedAfter":4}""", result["deals"]!.ToJsonString());
        Assert.Equal("""{"deals":2,"withoutAmount":0,"amounts":[{"currency":"USD","amount":70000.50,"deals":2}]}""", result["dealsDenied"]!.ToJsonString());
        Assert.Equal(
            """{"deals":4,"withoutAmount":0,"amounts":[{"currency":"EUR","amount":1000.00,"deals":1},{"currency":"USD","amount":130000.50,"deals":3}]}""", result["dealsDeniedInAll"]!.ToJsonString());
        Assert.Equal("""[{"code":"AMOUNT_OVER_LIMIT","count":4}]""", result["deniedBecause"]!.ToJsonString());
        Assert.Equal(("""["deal-registration"]""", 4, false), (result["dealGates"]!.ToJsonString(), result["differences"]!.GetValue<int>(), result["truncated"]!.GetValue<bool>()));
        Assert.Equal((2, 2), (result["gates"]![0]!["decisions"]!["denied"]!.GetValue<int>(), result["gates"]![0]!["deals"]!["denied"]!.GetValue<int>()));

        var differences = await story.Administrator.AllAsync($"{path}/differences?limit=1&partner=crm:nordwind&change=denied");
        Assert.Equal(ids[1..3].Order(StringComparer.Ordinal), differences.Where(difference => difference["source"]!.GetValue<string>() == "decision").Select(difference => difference["sourceId"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(["crm:large", "crm:larger"], differences.Select(difference => difference["externalId"]?.GetValue<string>()).OfType<string>().Order(StringComparer.Ordinal));
        var first = differences.Single(difference => difference["sourceId"]!.GetValue<string>() == ids[1]);
        Assert.Equal(
            (true, 1, false, "AMOUNT_OVER_LIMIT", "silver", 20_000m, "atlas"),
            (first["before"]!["decision"]!.GetValue<bool>(), first["before"]!["policyVersion"]!.GetValue<int>(), first["after"]!["decision"]!.GetValue<bool>(), first["after"]!["reasons"]![0]!.GetValue<string>(),
                first["after"]!["tier"]!.GetValue<string>(), first["amount"]!["amount"]!.GetValue<decimal>(), first["product"]!.GetValue<string>()));
        Assert.Empty((await story.Administrator.GetAsync($"{path}/differences?change=allowed"))["items"]!.AsArray());
        var partner = Assert.Single(await story.Administrator.AllAsync($"{path}/partners?change=denied"));
        Assert.Equal((2, 2, 70_000.50m), (partner["decisions"]!["denied"]!.GetValue<int>(), partner["deals"]!["denied"]!.GetValue<int>(), partner["dealsDenied"]!["amounts"]![0]!["amount"]!.GetValue<decimal>()));
    }

    [Theory, DatabaseData]
    public async Task A_draft_that_asks_for_less_allows_and_one_without_the_gate_answers_nothing(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "shadow", Long);
        await story.DeniedAsync();
        await DealAsync(story, "first", 12_000m, "USD", Now());
        var (path, result) = await story.Administrator.TryAsync(Trying.Changed(policy => policy["tiers"]![0]!["requires"] = new JsonArray()), Trying.Backtest);
        Assert.Equal((result["decisions"]!["total"]!.GetValue<int>(), 1, 0), (result["decisions"]!["allowed"]!.GetValue<int>(), result["deals"]!["allowed"]!.GetValue<int>(), result["decisions"]!["refusedBefore"]!.GetValue<int>()));
        Assert.Equal("CERT_COUNT_SHORT", result["allowedInSpiteOf"]![0]!["code"]!.GetValue<string>());
        Assert.Equal(12_000m, result["dealsAllowed"]!["amounts"]![0]!["amount"]!.GetValue<decimal>());
        Assert.All(await story.Administrator.AllAsync($"{path}/differences"), difference => Assert.Equal("allowed", difference["change"]!.GetValue<string>()));

        (path, result) = await story.Administrator.TryAsync(Trying.Changed(policy => policy["benefits"]![0]!["gate"]!["id"] = "renamed"), Trying.Backtest);
        Assert.Equal((result["decisions"]!["total"]!.GetValue<int>(), 1), (result["decisions"]!["unanswered"]!.GetValue<int>(), result["deals"]!["unanswered"]!.GetValue<int>()));
        var difference = (await story.Administrator.AllAsync($"{path}/differences"))[0];
        Assert.True(difference.AsObject().ContainsKey("after") && difference["after"] is null);

        // A gate that comes to enforce answers the same, and refuses.
        (_, result) = await story.Administrator.TryAsync(Story.Policy(Story.Course), Trying.Backtest);
        Assert.Equal((0, result["decisions"]!["total"]!.GetValue<int>()), (result["decisions"]!["refusedBefore"]!.GetValue<int>(), result["decisions"]!["refusedAfter"]!.GetValue<int>()));
    }

    [Theory, DatabaseData]
    public async Task Deals_from_before_the_programme_are_judged_but_not_compared(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await DealAsync(story, "before", 12_000m, "USD", At(-10));
        await DealAsync(story, "free", 12_000m, "JPY", At(-10));
        var (path, result) = await story.Administrator.TryAsync(Story.Policy(Story.Course), Trying.Backtest);
        Assert.Equal((2, 2), (result["deals"]!["total"]!.GetValue<int>(), result["deals"]!["incomparable"]!.GetValue<int>()));
        Assert.Equal("""[{"currency":"JPY","amount":12000,"deals":1},{"currency":"USD","amount":12000.00,"deals":1}]""", result["dealsDeniedInAll"]!["amounts"]!.ToJsonString());
        Assert.Empty(await story.Administrator.AllAsync($"{path}/differences"));
        // No deal is judged by a gate that does not look at deals, unless it is named.
        var elsewhere = Trying.Changed(policy => policy["benefits"]!.AsArray().Add(new JsonObject { ["id"] = "portal", ["name"] = "Portal", ["tier"] = "silver", ["gate"] = new JsonObject { ["id"] = "portal" } }));
        (_, result) = await story.Administrator.TryAsync(elsewhere, $"{Trying.Backtest}?gate=portal");
        Assert.Equal(("""["portal"]""", 2), (result["dealGates"]!.ToJsonString(), result["deals"]!["incomparable"]!.GetValue<int>()));
    }

    [Theory, DatabaseData]
    public async Task A_decision_whose_facts_are_no_longer_known_is_not_held_against_the_draft(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        // Of a partner's status no versions are kept.
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "nordwind", ["name"] = "Nordwind", ["status"] = "inactive" });
        await story.DeniedAsync();
        var (_, result) = await story.Administrator.TryAsync(Story.Policy(Story.Course), Trying.Backtest);
        Assert.InRange(result["decisions"]!["incomparable"]!.GetValue<int>(), 1, int.MaxValue);
        Assert.Equal(0, result["decisions"]!["denied"]!.GetValue<int>() + result["decisions"]!["allowed"]!.GetValue<int>());
    }

    [Theory, DatabaseData]
    public async Task What_was_asked_about_known_deals_and_of_partners_that_were_merged_is_answered_as_it_was(Dialect dialect)
    {
        const string rival = "/api/v1/gates/deal-registration/partners/crm:rival";
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "rival", ["name"] = "Rival" }, HttpStatusCode.Created);
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("bruno", "mailto:bruno@rival.example"), HttpStatusCode.Created);
        var affiliation = Story.Affiliation("bruno");
        affiliation["partner"] = "crm:rival";
        await story.Administrator.PostAsync("/api/v1/affiliations", affiliation, HttpStatusCode.Created);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:bruno@rival.example"));
        await story.Administrator.UntilAsync(rival, answer => answer["decision"]!.GetValue<bool>());
        await DealAsync(story, "pending", 12_000m, "USD", Now());
        var asked = new List<string>();
        await AskAsync($"{Story.Gate}?deal=crm:pending", false);
        await AskAsync(Story.Gate, false);
        await AskAsync(rival, true);

        await story.Administrator.PostAsync("/api/v1/partners/crm:rival/merge", new JsonObject { ["into"] = "crm:nordwind", ["reason"] = "They bought them" });
        await story.AllowedAsync();
        await AskAsync(Story.Gate, true);
        await AskAsync(rival, true);
        // It is pending, and judged as of its submission, before the merge.
        await AskAsync($"{Story.Gate}?deal=crm:pending", false);
        await DealAsync(story, "after", 13_000m, "USD", Now());

        var (path, result) = await story.Administrator.TryAsync(Story.Policy(Story.Course), Trying.Backtest);
        var decisions = result["decisions"]!;
        Assert.Equal(0, decisions["denied"]!.GetValue<int>() + decisions["allowed"]!.GetValue<int>() + decisions["unanswered"]!.GetValue<int>());
        Assert.InRange(decisions["same"]!.GetValue<int>(), asked.Count, decisions["total"]!.GetValue<int>());
        Assert.Equal((2, 2), (result["deals"]!["total"]!.GetValue<int>(), result["deals"]!["same"]!.GetValue<int>()));

        // Under a draft that asks for two, what was allowed is denied, whoever was asked.
        (path, result) = await story.Administrator.TryAsync(Trying.Changed(policy => policy["tiers"]![0]!["requires"]![0]!["count"] = 2), Trying.Backtest);
        var denied = (await story.Administrator.AllAsync($"{path}/differences?change=denied")).Where(difference => difference["source"]!.GetValue<string>() == "decision").Select(difference => difference["sourceId"]!.GetValue<string>());
        Assert.Empty(new[] { asked[2], asked[3], asked[4] }.Except(denied));
        Assert.Equal((1, 13_000m), (result["deals"]!["denied"]!.GetValue<int>(), result["dealsDenied"]!["amounts"]![0]!["amount"]!.GetValue<decimal>()));
        // Who was merged is no partner any more.
        (_, result) = await story.Administrator.TryAsync(Story.Policy(Story.Course), Trying.Impact);
        Assert.Equal((1, 1), (result["partners"]!["total"]!.GetValue<int>(), result["partners"]!["unchanged"]!.GetValue<int>()));

        async Task AskAsync(string path, bool expected)
        {
            var answer = await story.Administrator.GetAsync(path);
            Assert.Equal(expected, answer["decision"]!.GetValue<bool>());
            asked.Add(answer["decisionId"]!.GetValue<string>());
        }
    }

    [Theory, DatabaseData]
    public async Task A_tier_that_is_held_from_before_is_held_on_under_the_draft_as_publishing_it_has_it(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        // Whoever has become short keeps the tier for a year at the least; Ada's certification expired some weeks ago.
        var rules = new JsonObject { ["review"] = "P3M", ["remediation"] = "P12M" };
        await story.Administrator.PostAsync($"/api/v1/program/versions?effective={Long}", Trying.Changed(policy => policy["tierPolicy"] = rules.DeepClone()), HttpStatusCode.Created);
        var passed = Story.Passed("mailto:ada@nordwind.example");
        passed["timestamp"] = At(-420);
        await story.Lms.PostAsync("/xapi/statements", passed);
        var held = await story.AllowedAsync();
        Assert.Equal("CERT_COUNT_SHORTFALL", held["reasons"]![0]!["code"]!.GetValue<string>());
        await DealAsync(story, "held", 12_000m, "USD", Now());

        await CompareAsync(Trying.Changed(policy => (policy["tiers"]![0]!["requires"]![0]!["count"], policy["tierPolicy"]) = (2, rules.DeepClone())), true);
        // Without reviews the tier is what is reached.
        await CompareAsync(Story.Policy(Story.Course), false);

        async Task CompareAsync(JsonObject draft, bool allowed)
        {
            var (_, impact) = await story.Administrator.TryAsync(draft, Trying.Impact);
            Assert.Equal(allowed ? 1 : 0, impact["gates"]![0]!["after"]!.GetValue<int>());
            var (path, backtest) = await story.Administrator.TryAsync(draft, $"{Trying.Backtest}?days=14");
            var version = (await story.Administrator.GetAsync(Story.Gate))["policyVersion"]!.GetValue<int>() + 1;
            var denied = (await story.Administrator.AllAsync($"{path}/differences?change=denied")).Count;
            Assert.Equal((allowed, allowed ? 0 : 1), (denied == 0, backtest["deals"]!["denied"]!.GetValue<int>()));
            Assert.Equal(0, backtest["decisions"]!["incomparable"]!.GetValue<int>());
            using (var published = await story.Administrator.Http.PostAsync(new Uri("/api/v1/program/versions?draft=true", UriKind.Relative), null))
                Assert.Equal(HttpStatusCode.Created, published.StatusCode);
            var answer = await story.Administrator.UntilAsync(Story.Gate, answer => answer["policyVersion"]!.GetValue<int>() == version);
            Assert.Equal((allowed, allowed ? "silver" : null), (answer["decision"]!.GetValue<bool>(), answer["partner"]!["tier"]?.GetValue<string>()));
        }
    }

    private static string Now() => Timestamps.ToRfc3339(TimeProvider.System.UtcNow());

    private static string At(int days) => TimeProvider.System.UtcNow().AddDays(days).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static Task<JsonNode> DealAsync(Story story, string id, decimal? amount, string? currency, string submitted)
    {
        var deal = new JsonObject { ["source"] = "crm", ["externalId"] = id, ["partner"] = "crm:nordwind", ["registrant"] = "hr:ada", ["status"] = "submitted", ["submittedAt"] = submitted };
        if (amount is not null)
        {
            deal["amount"] = amount;
            deal["currency"] = currency;
        }

        return story.Administrator.PostAsync("/api/v1/deals", deal, HttpStatusCode.Created);
    }
}
