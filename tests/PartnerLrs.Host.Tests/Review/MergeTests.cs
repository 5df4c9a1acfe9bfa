using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Host.Commands;
using PartnerLrs.Host.Tests.Trials;
using PartnerLrs.Platform.Startup;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Review;

/// <summary>Rule 7 end to end: what merging partners and people makes of gates, and what undoing it does.</summary>
public sealed class MergeTests
{
    /// <summary>A day of the last month, so that an award of that day is neither expired nor expiring whenever the test runs.</summary>
    private static readonly string Day = TimeProvider.System.GetUtcNow().AddDays(-30).ToString("yyyy-MM-dd'T'00:00:00'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private const string Rival = "/api/v1/gates/deal-registration/partners/crm:rival";

    [Theory, DatabaseData]
    public async Task The_people_and_the_tier_of_a_partner_that_was_merged_are_the_others_until_that_is_undone(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await PartnerAsync(story, "rival");
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        var rival = Of(await story.Administrator.GetAsync("/api/v1/partners/crm:rival"), "id");
        var deal = new JsonObject { ["source"] = "crm", ["externalId"] = "1", ["partner"] = "crm:nordwind", ["status"] = "submitted", ["submittedAt"] = "2026-02-01T00:00:00Z" };
        await story.Administrator.PostAsync("/api/v1/deals", deal, HttpStatusCode.Created);
        var before = Of(await story.Administrator.GetAsync(Rival), "knownAt");
        Assert.False(Decision(await story.Administrator.GetAsync(Rival)));

        await story.Administrator.PostAsync("/api/v1/partners/crm:nordwind/merge", new JsonObject { ["into"] = "crm:rival", ["reason"] = "Bought" });
        await story.Administrator.UntilAsync(Rival, Decision);
        // The alias's references name the one that goes on, and so does every row about its people.
        var asked = await story.Administrator.GetAsync(Story.Gate);
        Assert.Equal((true, rival, "silver"), (Decision(asked), Of(asked["partner"]!, "id"), Of(asked["partner"]!, "tier")));
        Assert.False(Decision(await story.Administrator.GetAsync($"{Rival}?knownAt={before}")));
        Assert.False(Decision(await story.Administrator.GetAsync($"{Rival}?asOf={before}")));
        await story.Administrator.UntilAsync("/odata/GateStatus", feed => feed["value"]!.AsArray() is [var row] && Of(row!, "PartnerId") == rival && row!["Allowed"]!.GetValue<bool>());
        await story.Administrator.UntilAsync("/odata/Awards", feed => Of(feed["value"]![0]!, "PartnerId") == rival);
        Assert.Single((await story.Administrator.GetAsync("/api/v1/awards?partner=crm:nordwind"))["items"]!.AsArray());
        Assert.Single((await story.Administrator.GetAsync("/api/v1/deals?partner=crm:rival"))["items"]!.AsArray());
        var merged = Of(asked, "knownAt");

        // Who comes to the alias comes to the other, and work goes on counting, also after everything was made anew.
        await story.RegisterAsync("bruno", "mailto:bruno@nordwind.example");
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:bruno@nordwind.example"));
        await story.Administrator.UntilAsync("/api/v1/partners/crm:rival/standing", standing => standing["requirements"]![0]!["holders"]!.AsArray().Count == 2);
        await server.RestartAsync(async () => Assert.Equal(ExitCode.Ok, await RunAsync(server, "rebuild")));
        using var later = await server.AdministratorAsync();
        await later.UntilAsync("/api/v1/partners/crm:nordwind/standing", standing => standing["requirements"]![0]!["holders"]!.AsArray().Count == 2);

        await later.DeleteAsync("/api/v1/partners/crm:nordwind/merge?reason=It%20fell%20through");
        await later.UntilAsync(Rival, answer => !Decision(answer));
        await later.UntilAsync(Story.Gate, Decision);
        Assert.NotEqual(rival, Of((await later.GetAsync(Story.Gate))["partner"]!, "id"));
        await later.UntilAsync("/odata/GateStatus", feed => feed["value"]!.AsArray().Count == 2);
        // What was answered while they were one stays true of then.
        Assert.True(Decision(await later.GetAsync($"{Rival}?asOf={merged}")));
        Assert.True(Decision(await later.GetAsync($"{Rival}?knownAt={merged}")));
    }

    [Theory, DatabaseData]
    public async Task Both_partners_benefits_last_after_a_merge_and_floors_name_partners_by_any_reference(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await PartnerAsync(story, "rival");
        var rival = Of(await story.Administrator.GetAsync("/api/v1/partners/crm:rival"), "id");
        // A tier that nobody has earned: Nordwind has it by a floor, and brings it along until the next review.
        await PublishAsync("crm:nordwind");
        await story.AllowedAsync();
        Assert.False(Decision(await story.Administrator.GetAsync(Rival)));
        await story.Administrator.PostAsync("/api/v1/partners/crm:nordwind/merge", new JsonObject { ["into"] = "crm:rival", ["reason"] = "Bought" });
        await story.Administrator.UntilAsync(Rival, Decision);
        Assert.Equal("silver", Of((await story.Administrator.GetAsync(Rival))["partner"]!, "tier"));
        await story.Administrator.DeleteAsync("/api/v1/partners/crm:nordwind/merge?reason=x");
        await story.Administrator.UntilAsync(Rival, answer => !Decision(answer));
        await story.AllowedAsync();

        // By our id, too.
        await PublishAsync(rival);
        await story.Administrator.UntilAsync(Rival, Decision);
        await story.DeniedAsync();

        async Task PublishAsync(string partner)
        {
            var policy = Story.Policy(Story.Course);
            policy["tierPolicy"] = new JsonObject
            {
                ["review"] = "P3M",
                ["remediation"] = "P30D",
                ["floors"] = new JsonArray(new JsonObject { ["partner"] = partner, ["tier"] = "silver", ["until"] = "2199-01-01T00:00:00Z", ["reason"] = "Founding partner" }),
            };
            await story.Administrator.PostAsync("/api/v1/program/versions", policy, HttpStatusCode.Created);
        }
    }

    [Theory, DatabaseData]
    public async Task Merging_people_credits_earlier_work_of_both_to_one_and_undoing_it_takes_that_away(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("twin", "mailto:ada@private.example"), HttpStatusCode.Created);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@private.example"));
        await story.Administrator.UntilAsync("/api/v1/awards?person=hr:twin", answer => answer["items"]!.AsArray().Count == 1);
        await story.DeniedAsync();

        await story.Administrator.PostAsync("/api/v1/people/hr:twin/merge", new JsonObject { ["into"] = "hr:ada", ["reason"] = "One person, two mailboxes" });
        await story.AllowedAsync();
        var ada = Of(await story.Administrator.GetAsync("/api/v1/people/hr:twin"), "id");
        Assert.Equal(ada, Of(await story.Administrator.GetAsync("/api/v1/people/hr:ada"), "id"));
        Assert.Equal(ada, Of((await story.Administrator.UntilAsync("/api/v1/awards", answer => answer["items"]!.AsArray() is [var award] && Of(award!, "person") == ada))["items"]![0]!, "person"));
        // A person counts once, whatever mailbox the next statement names.
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@private.example"));
        Assert.Single((await story.Administrator.GetAsync("/api/v1/partners/crm:nordwind/standing"))["requirements"]![0]!["holders"]!.AsArray());
        await server.RestartAsync(async () => Assert.Equal(ExitCode.Ok, await RunAsync(server, "rebuild")));
        using var later = await server.AdministratorAsync();
        Assert.True(Decision(await later.GetAsync(Story.Gate)));

        await later.DeleteAsync("/api/v1/people/hr:twin/merge?reason=Two%20people");
        await later.UntilAsync("/api/v1/awards", answer => answer["items"]!.AsArray().Count == 2);
        // Ada has a pass of her own by now.
        Assert.True(Decision(await later.GetAsync(Story.Gate)));
    }

    [Theory, DatabaseData]
    public async Task Whoever_registered_a_deal_and_was_merged_since_is_its_registrant_as_whom_they_go_on(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.Administrator.PostAsync(
            "/api/v1/program/versions?effective=2020-01-01T00:00:00Z",
            Trying.Changed(policy => policy["benefits"]![0]!["gate"]!["holder"] = new JsonObject { ["who"] = "registrant", ["certifications"] = new JsonArray("SLS-200") }),
            HttpStatusCode.Created);
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("twin", "mailto:ada@private.example"), HttpStatusCode.Created);
        await story.Administrator.PostAsync(
            "/api/v1/deals",
            new JsonObject { ["source"] = "crm", ["externalId"] = "1", ["partner"] = "crm:nordwind", ["registrant"] = "hr:twin", ["status"] = "submitted", ["submittedAt"] = Ago(1) },
            HttpStatusCode.Created);
        var passed = Story.Passed("mailto:ada@nordwind.example");
        passed["timestamp"] = Day;
        await story.Lms.PostAsync("/xapi/statements", passed);
        await story.Administrator.UntilAsync($"{Story.Gate}?registrant=hr:ada", Decision);
        Assert.False(Decision(await story.Administrator.GetAsync($"{Story.Gate}?deal=crm:1")));
        await story.Administrator.PostAsync("/api/v1/people/hr:twin/merge", new JsonObject { ["into"] = "hr:ada", ["reason"] = "One person, two mailboxes" });
        await story.Administrator.UntilAsync($"{Story.Gate}?deal=crm:1", Decision);
    }

    [Theory, DatabaseData]
    public async Task What_was_decided_before_a_merge_is_reconsidered_as_the_partner_was_then(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await PartnerAsync(story, "rival");
        var rival = Of(await story.Administrator.GetAsync("/api/v1/partners/crm:rival"), "id");
        var decision = Of(await story.DeniedAsync(), "decisionId");
        await story.Administrator.PostAsync("/api/v1/partners/crm:nordwind/merge", new JsonObject { ["into"] = "crm:rival", ["reason"] = "Bought" });
        await story.Administrator.UntilAsync(Story.Gate, answer => Of(answer["partner"]!, "id") == rival);
        var late = Story.Passed("mailto:ada@nordwind.example");
        late["timestamp"] = Day;
        await story.Lms.PostAsync("/xapi/statements", late);
        var found = await story.Administrator.UntilAsync($"/api/v1/decisions/{decision}/reconsiderations", answer => answer["reconsiderations"]!.AsArray().Count == 1);
        Assert.True(found["reconsiderations"]![0]!["wouldBe"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task A_deal_of_a_partner_that_was_merged_is_the_others_and_judged_by_whose_it_was_when_it_was_submitted(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await PartnerAsync(story, "rival");
        var (nordwind, rival) = (Of(await story.Administrator.GetAsync("/api/v1/partners/crm:nordwind"), "id"), Of(await story.Administrator.GetAsync("/api/v1/partners/crm:rival"), "id"));
        using var crm = await server.ClientAsync("nordwind-crm", nordwind, "deals/write");
        // Ada held the certification for a year.
        var passed = Story.Passed("mailto:ada@nordwind.example");
        passed["timestamp"] = Ago(400);
        await story.Lms.PostAsync("/xapi/statements", passed);
        await story.DeniedAsync();
        await DealAsync(crm, "in-time", Ago(100));
        await DealAsync(crm, "too-late", Ago(10));
        await RefusedAsync(story, $"{Rival}?deal=crm:in-time");
        var before = Of(await story.Administrator.GetAsync(Rival), "knownAt");

        await story.Administrator.PostAsync("/api/v1/partners/crm:nordwind/merge", new JsonObject { ["into"] = "crm:rival", ["reason"] = "Bought" });
        var pending = await UntilAsync(story, $"{Rival}?deal=crm:in-time", HttpStatusCode.OK);
        Assert.Equal((true, "DEAL_PENDING", rival), (Decision(pending), Of(pending["reasons"]![0]!, "code"), Of(pending["partner"]!, "id")));
        Assert.False(Decision(await story.Administrator.GetAsync(Rival)));
        Assert.False(Decision(await story.Administrator.GetAsync($"{Rival}?deal=crm:too-late")));
        await RefusedAsync(story, $"{Rival}?deal=crm:in-time&knownAt={before}");
        // The alias's own system goes on telling of deals, and who goes on may ask about them at once: as of a submission before the merge, and after it.
        await DealAsync(crm, "new", Ago(50));
        Assert.True(Decision(await story.Administrator.GetAsync($"{Rival}?deal=crm:new")));
        var merged = Of(pending, "knownAt");
        var recorded = await story.Administrator.GetAsync($"/api/v1/decisions/{Of(pending, "decisionId")}");
        Assert.Equal(pending.ToJsonString(), recorded.ToJsonString());
        // Tried again with the policy that rules, all of that is the same.
        var (_, tried) = await story.Administrator.TryAsync(Story.Policy(Story.Course), Trying.Backtest);
        Assert.Equal(tried["decisions"]!["total"]!.GetValue<int>(), tried["decisions"]!["same"]!.GetValue<int>());

        await story.Administrator.DeleteAsync("/api/v1/partners/crm:nordwind/merge?reason=It%20fell%20through");
        await RefusedAsync(story, $"{Rival}?deal=crm:in-time");
        Assert.True(Decision(await story.Administrator.GetAsync($"{Story.Gate}?deal=crm:in-time")));
        Assert.True(Decision(await story.Administrator.GetAsync($"{Rival}?deal=crm:in-time&knownAt={merged}")));
    }

    [Theory, DatabaseData]
    public async Task A_waiver_of_a_partner_that_was_merged_lets_the_other_pass_and_is_listed_with_it(Dialect dialect)
    {
        const string waivers = "/api/v1/waivers";
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await PartnerAsync(story, "rival");
        var rival = Of(await story.Administrator.GetAsync("/api/v1/partners/crm:rival"), "id");
        using var bound = await server.ClientAsync("rival-portal", rival, "partners/read");
        var waiver = Of(
            await story.Administrator.PostAsync(
                waivers, new JsonObject { ["partner"] = "crm:nordwind", ["gate"] = "deal-registration", ["reason"] = "Their trainer fell ill", ["until"] = Ago(-30) }, HttpStatusCode.Created),
            "id");
        var denied = await story.Administrator.GetAsync(Rival);
        Assert.False(Decision(denied));
        Assert.Empty((await story.Administrator.GetAsync($"{waivers}?partner=crm:rival"))["items"]!.AsArray());

        await story.Administrator.PostAsync("/api/v1/partners/crm:nordwind/merge", new JsonObject { ["into"] = "crm:rival", ["reason"] = "Bought" });
        var allowed = await story.Administrator.UntilAsync(Rival, Decision);
        Assert.Equal((waiver, Ago(-30)[..10]), (Of(allowed["waiver"]!, "id"), Of(allowed["waiver"]!, "until")[..10]));
        // Who did not know of the merge did not know of the waiver.
        Assert.False(Decision(await story.Administrator.GetAsync($"{Rival}?knownAt={Of(denied, "knownAt")}&asOf={Of(allowed, "asOf")}")));
        foreach (var partner in new[] { "crm:rival", "crm:nordwind" })
            Assert.Equal(waiver, Of(Assert.Single((await story.Administrator.GetAsync($"{waivers}?partner={partner}&gate=deal-registration"))["items"]!.AsArray())!, "id"));
        // A merge widens nobody's access.
        Assert.Empty((await bound.GetAsync($"{waivers}?partner=crm:rival"))["items"]!.AsArray());

        await story.Administrator.DeleteAsync($"{waivers}/{waiver}");
        Assert.False(Decision(await story.Administrator.GetAsync(Rival)));
    }

    private static string Ago(int days) => TimeProvider.System.GetUtcNow().AddDays(-days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<JsonNode> DealAsync(ApiClient crm, string id, string submitted) =>
        crm.PostAsync("/api/v1/deals", new JsonObject { ["source"] = "crm", ["externalId"] = id, ["status"] = "submitted", ["submittedAt"] = submitted }, HttpStatusCode.Created);

    /// <summary>Asks until it is answered in some way: a merge takes a moment.</summary>
    private static async Task<JsonNode> UntilAsync(Story story, string path, HttpStatusCode status)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var response = await story.Administrator.Http.GetAsync(new Uri(path, UriKind.Relative));
            if (response.StatusCode == status)
                return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(20));
            await Task.Delay(20);
        }
    }

    private static async Task RefusedAsync(Story story, string path) =>
        Assert.Equal("urn:partnerlrs:problem:unknown-deal", Of(await UntilAsync(story, path, HttpStatusCode.NotFound), "type"));

    private static Task<JsonNode> PartnerAsync(Story story, string name) =>
        story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = name, ["name"] = name }, HttpStatusCode.Created);

    private static bool Decision(JsonNode answer) => answer["decision"]!.GetValue<bool>();

    private static string Of(JsonNode node, string property) => node[property]!.GetValue<string>();

    private static async Task<ExitCode> RunAsync(TestServer server, params string[] arguments)
    {
        await using var output = new StringWriter();
        return (ExitCode)await CommandLine.RunAsync([.. arguments, $"--ConnectionStrings:PartnerLrs={server.Database.ConnectionString}", $"--Receipts:KeyFile={server.ReceiptKeyFile}"], output, output);
    }
}
