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
