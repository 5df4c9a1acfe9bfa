using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Gates;

/// <summary>Gates and tiers that ask for what a partner has sold, and for what the people of a deal have learned.</summary>
public sealed class CommercialTests
{
    private const string Long = "2020-01-01T00:00:00Z";

    [Theory, DatabaseData]
    public async Task A_won_deal_opens_a_tier_and_what_was_known_before_stays_known(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        var policy = Story.Policy(Story.Course);
        policy["tiers"]![0]!["requires"] = new JsonArray(new JsonObject { ["metric"] = "wonAmount", ["window"] = "P12M", ["atLeast"] = 20_000, ["currency"] = "USD" });
        await story.Administrator.PostAsync("/api/v1/program/versions", policy, HttpStatusCode.Created);
        var before = await story.Administrator.UntilAsync(Story.Gate, answer => answer["policyVersion"]!.GetValue<int>() == 2);
        Assert.False(before["decision"]!.GetValue<bool>());

        var now = DateTime.Parse(before["asOf"]!.GetValue<string>(), null, System.Globalization.DateTimeStyles.AdjustToUniversal);
        var closed = now.AddDays(-10).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        await PostDealAsync(story, "D-1", 12_500.50m, closed);
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["reasons"]![0]!["have"]!.GetValue<decimal>() == 12_500.50m && !answer["decision"]!.GetValue<bool>());
        await PostDealAsync(story, "D-2", 7_499.50m, closed);
        var after = await story.AllowedAsync();
        // The window slides: without another deal the answer ends a year after these were closed.
        Assert.StartsWith(now.AddDays(-10).AddMonths(12).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), after["validUntil"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("silver", after["partner"]!["tier"]!.GetValue<string>());

        var then = await story.Administrator.GetAsync($"{Story.Gate}?knownAt={before["knownAt"]!.GetValue<string>()}");
        Assert.False(then["decision"]!.GetValue<bool>());
        var standing = await story.Administrator.GetAsync("/api/v1/partners/crm:nordwind/standing");
        Assert.Equal((20_000m, true), (standing["requirements"]![0]!["have"]!.GetValue<decimal>(), standing["requirements"]![0]!["met"]!.GetValue<bool>()));
    }

    [Theory, DatabaseData]
    public async Task A_gate_may_ask_that_the_registrant_holds_a_certification(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        var policy = Story.Policy(Story.Course);
        policy["benefits"]![0]!["gate"]!["holder"] = new JsonObject { ["who"] = "registrant", ["certifications"] = new JsonArray("SLS-200") };
        await story.Administrator.PostAsync("/api/v1/program/versions", policy, HttpStatusCode.Created);
        await story.RegisterAsync("bruno", "mailto:bruno@nordwind.example");
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.Administrator.UntilAsync($"{Story.Gate}?registrant=hr:ada", answer => answer["decision"]!.GetValue<bool>());
        foreach (var (query, code) in new[] { ("?registrant=hr:bruno", "HOLDER_MISSING"), ("", "REGISTRANT_MISSING") })
        {
            var answer = await story.Administrator.GetAsync(Story.Gate + query);
            Assert.False(answer["decision"]!.GetValue<bool>());
            Assert.Equal(code, answer["reasons"]![0]!["code"]!.GetValue<string>());
        }
    }

    [Theory, DatabaseData]
    public async Task A_gate_may_ask_that_somebody_in_the_team_holds_a_certification(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        var policy = Story.Policy(Story.Course);
        policy["benefits"]![0]!["gate"]!["holder"] = new JsonObject { ["who"] = "team", ["certifications"] = new JsonArray("SLS-200") };
        await story.Administrator.PostAsync("/api/v1/program/versions", policy, HttpStatusCode.Created);
        await story.RegisterAsync("bruno", "mailto:bruno@nordwind.example");
        await story.RegisterAsync("carla", "mailto:carla@nordwind.example");
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        var allowed = await story.Administrator.UntilAsync($"{Story.Gate}?registrant=hr:bruno&team=hr:carla,hr:ada", answer => answer["decision"]!.GetValue<bool>());
        var bulk = await story.Administrator.PostAsync(
            "/api/v1/gates/deal-registration/checks",
            new JsonObject { ["checks"] = new JsonArray(new JsonObject { ["partner"] = "crm:nordwind", ["team"] = new JsonArray("hr:ada", "hr:carla") }, new JsonObject { ["partner"] = "crm:nordwind", ["team"] = new JsonArray("hr:carla", 7) }) });

        Assert.False((await story.Administrator.GetAsync($"{Story.Gate}?team=hr:bruno,hr:carla"))["decision"]!.GetValue<bool>());
        Assert.True(bulk["results"]![0]!["answer"]!["decision"]!.GetValue<bool>());
        Assert.Equal("/checks/1/team/1", bulk["results"]![1]!["problem"]!["errors"]![0]!["pointer"]!.GetValue<string>());
        await RefusedAsync(story, $"{Story.Gate}?team=hr:ada,hr:nobody", HttpStatusCode.NotFound, "unknown-person");
        await RefusedAsync(story, $"{Story.Gate}?team=hr:ada,", HttpStatusCode.BadRequest, "invalid-reference");
        await RefusedAsync(story, $"{Story.Gate}?team={string.Join(',', Enumerable.Repeat("hr:ada", 51))}", HttpStatusCode.BadRequest, "too-many-people");
        // What is recorded names the same people.
        Assert.Equal(allowed.ToJsonString(), (await story.Administrator.GetAsync($"/api/v1/decisions/{allowed["decisionId"]!.GetValue<string>()}")).ToJsonString());
    }

    [Theory, DatabaseData]
    public async Task A_known_deal_survives_what_happens_after_its_submission(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", Long);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        // Ada held the certification for a year; the deals were submitted while she did, and after.
        var passed = Story.Passed("mailto:ada@nordwind.example");
        passed["timestamp"] = Text(now.AddDays(-400));
        await story.Lms.PostAsync("/xapi/statements", passed);
        var before = await story.DeniedAsync();
        await PostAsync("in-time", now.AddDays(-100), null);
        await PostAsync("too-late", now.AddDays(-10), null);
        await PostAsync("approved", now.AddDays(-100), new JsonObject { ["status"] = "approved", ["approvedAt"] = Text(now.AddDays(-90)), ["protectedUntil"] = Text(now.AddDays(30)) });
        await PostAsync("too-large", now.AddDays(-100), new JsonObject { ["amount"] = 60_000m });

        var pending = await story.Administrator.UntilAsync($"{Story.Gate}?deal=crm:in-time", answer => answer["decision"]!.GetValue<bool>());
        Assert.Equal("DEAL_PENDING", pending["reasons"]![0]!["code"]!.GetValue<string>());
        Assert.Null(pending["validUntil"]);
        Assert.False((await story.Administrator.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
        Assert.False((await story.Administrator.GetAsync($"{Story.Gate}?deal=crm:too-late"))["decision"]!.GetValue<bool>());
        Assert.Contains("AMOUNT_OVER_LIMIT", (await story.Administrator.GetAsync($"{Story.Gate}?deal=crm:too-large"))["reasons"]!.ToJsonString(), StringComparison.Ordinal);
        var approved = await story.Administrator.UntilAsync($"{Story.Gate}?deal=crm:approved", answer => answer["decision"]!.GetValue<bool>());
        Assert.Equal(("DEAL_PROTECTED", Text(now.AddDays(30))), (approved["reasons"]![0]!["code"]!.GetValue<string>(), approved["validUntil"]!.GetValue<string>()));

        var authZen = await story.Administrator.PostAsync("/access/v1/evaluation", new JsonObject
        {
            ["subject"] = new JsonObject { ["type"] = "partner", ["id"] = "crm:nordwind" },
            ["action"] = new JsonObject { ["name"] = "deal-registration" },
            ["resource"] = new JsonObject { ["type"] = "deal", ["id"] = "7" },
            ["context"] = new JsonObject { ["deal"] = "crm:approved" },
        });
        Assert.True(authZen["decision"]!.GetValue<bool>());
        await RefusedAsync(story, $"{Story.Gate}?deal=crm:nothing", HttpStatusCode.NotFound, "unknown-deal");
        await RefusedAsync(story, $"{Story.Gate}?deal=crm:in-time&knownAt={before["knownAt"]!.GetValue<string>()}", HttpStatusCode.NotFound, "unknown-deal");
        await RefusedAsync(story, $"{Story.Gate}?deal=nonsense", HttpStatusCode.BadRequest, "invalid-reference");
        await RefusedAsync(story, $"{Story.Gate}?deal=crm:in-time&amount=1&currency=USD", HttpStatusCode.BadRequest, "invalid-parameter");

        Task<JsonNode> PostAsync(string id, DateTime submitted, JsonObject? more)
        {
            var deal = new JsonObject
            {
                ["source"] = "crm",
                ["externalId"] = id,
                ["partner"] = "crm:nordwind",
                ["registrant"] = "hr:ada",
                ["amount"] = 1_000m,
                ["currency"] = "USD",
                ["status"] = "submitted",
                ["submittedAt"] = Text(submitted),
            };
            foreach (var (name, value) in more ?? [])
                deal[name] = value?.DeepClone();
            return story.Administrator.PostAsync("/api/v1/deals", deal, HttpStatusCode.Created);
        }

        static string Text(DateTime instant) => instant.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task RefusedAsync(Story story, string path, HttpStatusCode status, string code) =>
        Assert.Equal($"urn:partnerlrs:problem:{code}", (await story.Administrator.GetAsync(path, status))["type"]!.GetValue<string>());

    private static Task<JsonNode> PostDealAsync(Story story, string id, decimal amount, string closed) => story.Administrator.PostAsync(
        "/api/v1/deals",
        new JsonObject
        {
            ["source"] = "crm",
            ["externalId"] = id,
            ["partner"] = "crm:nordwind",
            ["registrant"] = "hr:ada",
            ["amount"] = amount,
            ["currency"] = "USD",
            ["status"] = "won",
            ["submittedAt"] = "2025-01-01T00:00:00Z",
            ["closedAt"] = closed,
        },
        HttpStatusCode.Created);
}
