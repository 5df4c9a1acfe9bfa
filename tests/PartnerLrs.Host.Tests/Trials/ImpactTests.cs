using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Trials;

/// <summary>Who would gain and lose what if the draft were published.</summary>
public sealed class ImpactTests
{
    private const string Long = "2020-01-01T00:00:00Z";

    [Theory, DatabaseData]
    public async Task A_draft_that_asks_for_more_says_whom_it_costs_what_and_why(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        var (path, result) = await story.Administrator.TryAsync(Trying.Changed(policy => policy["tiers"]![0]!["requires"]![0]!["count"] = 2), Trying.Impact);
        Assert.Equal("""{"total":2,"gaining":0,"losing":1,"mixed":0,"later":0,"people":0,"unchanged":1}""", result["partners"]!.ToJsonString());
        Assert.Equal("""[{"tier":null,"before":1,"after":2},{"tier":"silver","before":1,"after":0}]""", result["tiers"]!.ToJsonString());
        Assert.Equal(
            """[{"gate":"deal-registration","before":1,"after":0,"opening":0,"closing":1,"reasons":[{"code":"CERT_COUNT_SHORT","count":1}]}]""", result["gates"]!.ToJsonString());
        Assert.Equal("""{"affected":0,"gained":0,"lost":0,"extended":0,"shortened":0}""", result["people"]!.ToJsonString());

        var only = Assert.Single(await story.Administrator.AllAsync($"{path}/partners"));
        Assert.Equal(
            ("crm:nordwind", "Nordwind", "loses", "silver", true),
            (only["externalId"]!.GetValue<string>(), only["name"]!.GetValue<string>(), only["change"]!.GetValue<string>(), only["tierBefore"]!.GetValue<string>(), only.AsObject().ContainsKey("tierAfter") && only["tierAfter"] is null));
        Assert.Equal("""[{"gate":"deal-registration","before":true,"after":false,"reasons":["CERT_COUNT_SHORT"]}]""", only["gates"]!.ToJsonString());
        Assert.Equal("""["deal-registration"]""", only["benefitsLost"]!.ToJsonString());
        // That the award expires in a year is beyond the horizon.
        Assert.Empty(only["later"]!.AsArray());
        Assert.Empty((await story.Administrator.GetAsync($"{path}/partners?change=gains"))["items"]!.AsArray());
        // Nothing of it was published.
        Assert.True((await story.Administrator.GetAsync(Story.Gate))["decision"]!.GetValue<bool>());
    }

    [Theory, DatabaseData]
    public async Task A_draft_with_reviews_costs_nothing_until_the_review(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        var reviewed = Trying.Changed(policy =>
        {
            policy["tiers"]![0]!["requires"]![0]!["count"] = 2;
            policy["tierPolicy"] = new JsonObject { ["review"] = "P3M", ["remediation"] = "P30D" };
        });
        var (path, result) = await story.Administrator.TryAsync(reviewed, $"{Trying.Impact}?horizon=150");
        Assert.Equal((1, 0), (result["partners"]!["later"]!.GetValue<int>(), result["partners"]!["losing"]!.GetValue<int>()));
        var only = Assert.Single(await story.Administrator.AllAsync($"{path}/partners?change=later"));
        Assert.Equal(("silver", "silver"), (only["tierBefore"]!.GetValue<string>(), only["tierAfter"]!.GetValue<string>()));
        var review = Assert.Single(only["later"]!.AsArray())!;
        Assert.Equal((only["graceUntil"]!.GetValue<string>(), "silver"), (review["on"]!.GetValue<string>(), review["tierBefore"]!.GetValue<string>()));
        Assert.Null(review["tierAfter"]);
        Assert.Equal("""[{"gate":"deal-registration","before":true,"after":false,"reasons":["CERT_COUNT_SHORT"]}]""", review["gates"]!.ToJsonString());
        Assert.Matches("^[0-9]{4}-(01|04|07|10)-01T00:00:00Z$", review["on"]!.GetValue<string>());

        (_, result) = await story.Administrator.TryAsync(reviewed, $"{Trying.Impact}?horizon=0");
        Assert.Equal(2, result["partners"]!["unchanged"]!.GetValue<int>());
    }

    [Theory, DatabaseData]
    public async Task A_draft_that_gives_more_says_who_gains_and_whose_certifications_last_longer_or_shorter(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        var (path, result) = await story.Administrator.TryAsync(
            Trying.Changed(policy =>
            {
                policy["certifications"]![0]!["validity"] = "P6M";
                policy["tiers"]!.AsArray().Insert(0, new JsonObject { ["id"] = "registered", ["name"] = "Registered" });
                policy["benefits"]!.AsArray().Add(new JsonObject { ["id"] = "portal", ["name"] = "Portal", ["tier"] = "registered", ["gate"] = new JsonObject { ["id"] = "portal" } });
            }),
            Trying.Impact);
        Assert.Equal((2, 0), (result["partners"]!["gaining"]!.GetValue<int>(), result["partners"]!["losing"]!.GetValue<int>()));
        Assert.Equal(
            """[{"gate":"deal-registration","before":1,"after":1,"opening":0,"closing":0,"reasons":[]},{"gate":"portal","after":2,"opening":2,"closing":0,"reasons":[]}]""", result["gates"]!.ToJsonString());
        Assert.Equal("""{"affected":1,"gained":0,"lost":0,"extended":0,"shortened":1}""", result["people"]!.ToJsonString());
        var found = await story.Administrator.AllAsync($"{path}/partners?limit=1&change=gains");
        Assert.Equal(2, found.Count);
        var nordwind = found.Single(partner => partner["externalId"]!.GetValue<string>() == "crm:nordwind");
        var shortened = Assert.Single(nordwind["people"]!.AsArray())!;
        Assert.Equal(("SLS-200", "shortened"), (shortened["certification"]!.GetValue<string>(), shortened["change"]!.GetValue<string>()));
        Assert.True(string.CompareOrdinal(shortened["expiresAfter"]!.GetValue<string>(), shortened["expiresBefore"]!.GetValue<string>()) < 0);
        // Nobody is named.
        Assert.DoesNotContain("\"ada\"", nordwind.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory, DatabaseData]
    public async Task Work_that_only_the_draft_knows_counts_from_the_log(Dialect dialect)
    {
        const string other = "https://academy.example/courses/sls-200/second-edition";
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        await story.Administrator.PostAsync("/api/v1/affiliations", Rival(), HttpStatusCode.Created);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:bruno@rival.example", activity: other));
        var wrong = Story.Passed("mailto:carla@rival.example", activity: other);
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("carla", "mailto:carla@rival.example"), HttpStatusCode.Created);
        await story.Administrator.PostAsync("/api/v1/affiliations", Rival("carla"), HttpStatusCode.Created);
        await story.Lms.PostAsync("/xapi/statements", wrong);
        await story.Lms.PostAsync("/xapi/statements", Story.Voided(wrong["id"]!.GetValue<string>()));
        var draft = Trying.Changed(policy => policy["courses"]![0]!["activities"]!.AsArray().Add(other));
        var (path, result) = await story.Administrator.TryAsync(draft, Trying.Impact);
        Assert.Equal((1, 1), (result["partners"]!["gaining"]!.GetValue<int>(), result["people"]!["gained"]!.GetValue<int>()));
        var rival = Assert.Single(await story.Administrator.AllAsync($"{path}/partners"));
        Assert.Equal(("crm:rival", "silver"), (rival["externalId"]!.GetValue<string>(), rival["tierAfter"]!.GetValue<string>()));

        // And so it comes when the draft is published.
        using (var published = await story.Administrator.Http.PostAsync(new Uri("/api/v1/program/versions?draft=true", UriKind.Relative), null))
            Assert.Equal(HttpStatusCode.Created, published.StatusCode);
        await story.Administrator.UntilAsync("/api/v1/gates/deal-registration/partners/crm:rival", answer => answer["decision"]!.GetValue<bool>());
        Assert.Equal(1, (await story.Administrator.GetAsync("/api/v1/gates/deal-registration/partners/crm:rival"))["reasons"]![0]!["have"]!.GetValue<int>());
    }

    [Theory, DatabaseData]
    public async Task An_instant_to_come_is_judged_as_it_will_be_then(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        var draft = Trying.Changed(policy => policy["certifications"]![0]!["validity"] = "P24M");
        var (path, result) = await story.Administrator.TryAsync(draft, $"{Trying.Impact}?effective={Timestamps.ToRfc3339(TimeProvider.System.UtcNow().AddDays(400))}");
        // By then the award has expired, unless it is valid for longer.
        Assert.Equal((1, 1), (result["partners"]!["gaining"]!.GetValue<int>(), result["people"]!["gained"]!.GetValue<int>()));
        Assert.Equal("""["CERT_COUNT_SHORT"]""", (await story.Administrator.AllAsync($"{path}/partners"))[0]["gates"]![0]!["reasons"]!.ToJsonString());
        await story.Administrator.RefusedAsync($"{Trying.Impact}?effective=2019-12-31T00:00:00Z", HttpStatusCode.Conflict, "effective-too-early");
    }

    [Theory, DatabaseData]
    public async Task A_waiver_keeps_open_what_the_draft_would_close(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        var until = Timestamps.ToRfc3339(TimeProvider.System.UtcNow().AddDays(10));
        await story.Administrator.PostAsync(
            "/api/v1/waivers", new JsonObject { ["partner"] = "crm:nordwind", ["gate"] = "deal-registration", ["reason"] = "Their trainer fell ill", ["until"] = until }, HttpStatusCode.Created);
        var (path, result) = await story.Administrator.TryAsync(Trying.Changed(policy => policy["tiers"]![0]!["requires"]![0]!["count"] = 2), Trying.Impact);
        Assert.Equal(0, result["gates"]![0]!["closing"]!.GetValue<int>());
        var only = Assert.Single(await story.Administrator.AllAsync($"{path}/partners"));
        Assert.Empty(only["gates"]!.AsArray());
        Assert.Equal(until, Assert.Single(only["later"]!.AsArray())!["on"]!.GetValue<string>());
    }

    [Theory, DatabaseData]
    public async Task The_first_programme_of_all_is_tried_against_nothing(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var administrator = await server.AdministratorAsync();
        await administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "nordwind", ["name"] = "Nordwind" }, HttpStatusCode.Created);
        var (_, result) = await administrator.TryAsync(Trying.Changed(policy => policy["tiers"]![0]!["requires"] = new JsonArray()), Trying.Impact);
        Assert.Equal(("""[{"tier":null,"before":1,"after":0},{"tier":"silver","before":0,"after":1}]""", 1), (result["tiers"]!.ToJsonString(), result["partners"]!["gaining"]!.GetValue<int>()));
    }

    /// <summary>Nordwind is silver by Ada; Rival has Bruno, who has passed nothing.</summary>
    private static async Task<Story> BeginAsync(TestServer server)
    {
        var story = await Story.BeginAsync(server, "enforce", Long);
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "rival", ["name"] = "Rival" }, HttpStatusCode.Created);
        await story.Administrator.PostAsync("/api/v1/people", Story.Person("bruno", "mailto:bruno@rival.example"), HttpStatusCode.Created);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        return story;
    }

    private static JsonObject Rival(string person = "bruno")
    {
        var affiliation = Story.Affiliation(person);
        affiliation["partner"] = "crm:rival";
        return affiliation;
    }
}
