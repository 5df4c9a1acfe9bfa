using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests;

/// <summary>An award has one state, whoever tells it.</summary>
public sealed class AwardStateTests
{
    private const string Expected = "ACTIVE active, EXPIRED expired, EXPIRING expiring, NEW active, OLD superseded, PENDING pending, REVOKED revoked, RISK at-risk";
    private const string Held = "ACTIVE active, EXPIRING expiring, NEW active, OLD superseded, RISK at-risk";

    [Theory, DatabaseData]
    public async Task The_feed_the_list_the_partners_standing_and_the_persons_path_agree_in_every_state(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        Assert.Equal(Expected, await FeedAsync(story.Administrator));
        Assert.Equal(Expected, await ListAsync(story.Administrator, ""));
        Assert.Equal(Expected, await ListAsync(story.Administrator, $"?person=hr:ada&asOf={Timestamps.ToRfc3339(TimeProvider.System.UtcNow())}"));

        var path = await story.Administrator.GetAsync("/api/v1/people/hr:ada/path");
        Assert.Equal(Held, States(path["certifications"]!.AsArray().Where(item => item!["held"]!.GetValue<bool>()), "certification", "state"));
        Assert.All(path["certifications"]!.AsArray().Where(item => !item!["held"]!.GetValue<bool>()), item => Assert.False(item!.AsObject().ContainsKey("state")));
        var standing = await story.Administrator.GetAsync("/api/v1/partners/crm:nordwind/standing");
        Assert.Equal(Held, States(standing["requirements"]!.AsArray().SelectMany(requirement => requirement!["holders"]!.AsArray()), "certification", "state"));

        foreach (var pair in Expected.Split(", ").GroupBy(pair => pair.Split(' ')[1]))
        {
            var expected = string.Join(", ", pair);
            Assert.Equal(expected, await ListAsync(story.Administrator, $"?state={pair.Key}"));
            Assert.Equal(expected, await ListAsync(story.Administrator, $"?state={pair.Key}&person=hr:ada&asOf={Timestamps.ToRfc3339(TimeProvider.System.UtcNow())}"));
            Assert.Equal(expected, await FeedAsync(story.Administrator, $"?$filter=State eq '{pair.Key}'&$orderby=State,Certification"));
        }

        // When what supersedes it ends, it is what it was.
        Assert.Equal("OLD active", await ListAsync(story.Administrator, $"?person=hr:ada&certification=OLD&asOf={At(40)}"));
        await story.Administrator.GetAsync("/api/v1/awards?state=upcoming", HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task Rows_that_an_earlier_version_wrote_are_written_again_at_the_first_start(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        await server.RestartAsync(async () =>
        {
            await using var connection = await server.Database.Database.OpenAsync();
            await using (var forget = connection.Command("UPDATE standing_awards SET expiring_from = NULL, at_risk_from = NULL, superseded_by = NULL"))
                Assert.Equal(8, await forget.ExecuteNonQueryAsync());
            // As an earlier version left its snapshots: of what rows say it knew nothing.
            var pumps = new List<(byte[] Payload, string Type)>();
            await using (var select = connection.Command("SELECT PayloadBinary, GrainTypeString FROM OrleansStorage WHERE PayloadBinary IS NOT NULL"))
            await using (var rows = await select.ExecuteReaderAsync())
            {
                while (await rows.ReadAsync())
                    pumps.Add((rows.GetFieldValue<byte[]>(0), rows.GetString(1)));
            }

            var (payload, type) = pumps.Single(pump => Encoding.UTF8.GetString(pump.Payload).Contains("awardRows", StringComparison.Ordinal));
            var earlier = JsonNode.Parse(payload)!.AsObject();
            Assert.True(earlier.Remove("awardRows"));
            await using var update = connection.Command("UPDATE OrleansStorage SET PayloadBinary = @payload WHERE GrainTypeString = @type", null, ("payload", Encoding.UTF8.GetBytes(earlier.ToJsonString())), ("type", type));
            Assert.Equal(1, await update.ExecuteNonQueryAsync());
        });
        using var later = await server.AdministratorAsync();
        await later.UntilAsync("/odata/Awards", feed => States(feed["value"]!.AsArray(), "Certification", "State") == Expected);
    }

    /// <summary>Ada has an award in every state.</summary>
    private static async Task<Story> BeginAsync(TestServer server)
    {
        var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        var policy = Story.Policy(Story.Course);
        policy["products"] = new JsonArray(new JsonObject
        {
            ["id"] = "atlas",
            ["name"] = "Atlas",
            ["releases"] = new JsonArray(new JsonObject { ["id"] = "atlas-8", ["version"] = "8.0", ["kind"] = "major", ["generalAvailability"] = At(-10) }),
        });
        (string Id, int Passed, Action<JsonObject> Change)[] certifications =
        [
            ("ACTIVE", -1, _ => { }),
            ("EXPIRING", -330, _ => { }),
            ("EXPIRED", -400, _ => { }),
            ("REVOKED", -1, _ => { }),
            ("PENDING", 5, _ => { }),
            ("OLD", -20, _ => { }),
            ("NEW", -2, certification =>
            {
                certification["supersedes"] = new JsonArray("OLD");
                certification["validity"] = "P1M";
                certification["renewalWindow"] = "P1D";
            }),
            ("RISK", -30, certification =>
            {
                certification["product"] = "atlas";
                certification["releasePolicy"] = new JsonObject { ["on"] = "major", ["window"] = "P90D" };
            }),
        ];
        policy["courses"] = new JsonArray([.. certifications.Select(item => Like(policy["courses"]![0]!, course =>
        {
            course["id"] = $"{item.Id}-C";
            course["activities"] = new JsonArray(Activity(item.Id));
        }))]);
        policy["certifications"] = new JsonArray([.. certifications.Select(item => Like(policy["certifications"]![0]!, certification =>
        {
            certification["id"] = item.Id;
            certification["requires"] = $"{item.Id}-C";
            item.Change(certification);
        }))]);
        policy["tiers"]![0]!["requires"] = new JsonArray([.. certifications.Select(item => new JsonObject { ["certifications"] = new JsonArray(item.Id), ["count"] = 1 })]);
        await story.Administrator.PostAsync("/api/v1/program/versions", policy, HttpStatusCode.Created);
        foreach (var (id, passed, _) in certifications)
        {
            var pass = Story.Passed("mailto:ada@nordwind.example", activity: Activity(id));
            pass["timestamp"] = At(passed);
            await story.Lms.PostAsync("/xapi/statements", pass);
            if (id == "REVOKED")
                await story.Lms.PostAsync("/xapi/statements", Story.Voided(pass["id"]!.GetValue<string>()));
        }

        await story.Administrator.UntilAsync("/odata/Awards", feed => feed["value"]!.AsArray().Count == 8);
        await story.Administrator.UntilAsync("/odata/Awards?$filter=State eq 'revoked'", feed => feed["value"]!.AsArray().Count == 1);
        return story;

        static string Activity(string id) => $"https://academy.example/courses/{id}";
    }

    private static JsonNode Like(JsonNode template, Action<JsonObject> change)
    {
        var copy = template.DeepClone().AsObject();
        change(copy);
        return copy;
    }

    private static async Task<string> FeedAsync(ApiClient client, string query = "") => States((await client.GetAsync($"/odata/Awards{query}"))["value"]!.AsArray(), "Certification", "State");

    private static async Task<string> ListAsync(ApiClient client, string query) => States((await client.GetAsync($"/api/v1/awards{query}"))["items"]!.AsArray(), "certification", "state");

    private static string States(IEnumerable<JsonNode?> items, string certification, string state) =>
        string.Join(", ", items.Select(item => $"{item![certification]!.GetValue<string>()} {item[state]!.GetValue<string>()}").Order(StringComparer.Ordinal));

    private static string At(int days) => TimeProvider.System.UtcNow().AddDays(days).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
