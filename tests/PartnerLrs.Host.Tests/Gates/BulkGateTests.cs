using System.Net;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Gates;

public sealed class BulkGateTests
{
    private const string Bulk = "/api/v1/gates/deal-registration/checks";

    [Theory, DatabaseData]
    public async Task Each_check_of_many_is_answered_as_it_would_be_alone(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server, "enforce", "2020-01-01T00:00:00Z");
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "rival", ["name"] = "Rival" }, HttpStatusCode.Created);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        var known = (await story.AllowedAsync())["knownAt"]!.GetValue<string>();

        var questions = new List<JsonObject>();
        foreach (var partner in new[] { "crm:nordwind", "crm:rival", "crm:nobody", "%" })
        {
            foreach (var (amount, currency) in new (decimal?, string?)[] { (null, null), (50_000m, "USD"), (50_000.01m, "USD"), (5m, "EUR"), (5m, null), (5m, "usd") })
            {
                foreach (var (name, value) in new[] { ("", ""), ("asOf", "2090-01-01T00:00:00Z"), ("asOf", "2019-01-01T00:00:00Z"), ("knownAt", known), ("knownAt", "2990-01-01T00:00:00Z"), ("asOf", "9999-12-31T23:59:59Z"), ("asOf", "yesterday"), ("registrant", "hr:ada"), ("registrant", "hr:nobody"), ("product", "atlas") })
                {
                    var question = new JsonObject { ["partner"] = partner };
                    if (amount is not null)
                        question["amount"] = amount;
                    if (currency is not null)
                        question["currency"] = currency;
                    if (name.Length > 0)
                        question[name] = value;
                    questions.Add(question);
                }
            }
        }

        questions.Add(new JsonObject { ["partner"] = "crm:nordwind", ["amount"] = 200_000_000_000_000m, ["currency"] = "USD" });
        var results = (await story.Administrator.PostAsync(Bulk, new JsonObject { ["checks"] = new JsonArray([.. questions.Select(question => question.DeepClone())]) }))["results"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, questions.Count), results.Select(result => result!["index"]!.GetValue<int>()));
        var answered = 0;
        foreach (var (question, result) in questions.Zip(results))
        {
            var query = string.Join('&', question.Where(pair => pair.Key != "partner").Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!.ToString())}"));
            using var response = await story.Administrator.Http.GetAsync(new Uri($"/api/v1/gates/deal-registration/partners/{Uri.EscapeDataString(question["partner"]!.GetValue<string>())}?{query}", UriKind.Relative));
            var alone = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            if (result!["answer"] is { } answer)
            {
                answered++;
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.Equal(await story.Administrator.Http.GetStringAsync(new Uri($"/api/v1/decisions/{answer["decisionId"]!.GetValue<string>()}", UriKind.Relative)), answer.ToJsonString(Plain));
                Assert.Equal(Timeless(alone), Timeless(answer));
            }
            else
            {
                var problem = result["problem"]!;
                Assert.Equal((int)response.StatusCode, problem["status"]!.GetValue<int>());
                Assert.Equal(alone["type"]!.GetValue<string>(), problem["type"]!.GetValue<string>());
                Assert.Equal(alone["detail"]!.GetValue<string>(), problem["detail"]!.GetValue<string>());
            }
        }

        Assert.True(answered > 40, $"{answered}");
    }

    [Theory, DatabaseData]
    public async Task A_thousand_checks_are_taken_and_recorded_at_once_and_one_more_is_not(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var results = (await story.Administrator.PostAsync(Bulk, Checks(1000)))["results"]!.AsArray();
        Assert.Equal(1000, results.Select(result => result!["answer"]!["decisionId"]!.GetValue<string>()).Distinct().Count());
        await using var connection = await server.Database.Database.OpenAsync();
        await using var count = connection.Command("SELECT COUNT(*) FROM standing_decisions");
        Assert.Equal(1000, Convert.ToInt32(await count.ExecuteScalarAsync()));
        await story.Administrator.PostAsync(Bulk, Checks(1001), HttpStatusCode.BadRequest);
        Assert.Equal(1000, Convert.ToInt32(await count.ExecuteScalarAsync()));
        Assert.Empty((await story.Administrator.PostAsync(Bulk, Checks(0)))["results"]!.AsArray());

        static JsonObject Checks(int count) => new() { ["checks"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject { ["partner"] = "crm:nordwind", ["amount"] = i, ["currency"] = "USD" })]) };
    }

    [Fact]
    public async Task What_is_wrong_with_a_check_is_pointed_at_and_costs_no_other_its_answer()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        var results = (await story.Administrator.PostTextAsync(
            Bulk,
            """
            {"checks":[
              {"partner":"crm:nordwind"}, 7, {}, {"partner":"crm:nordwind","ammount":5}, {"partner":"crm:nordwind","amount":"5","currency":"USD"},
              {"partner":"crm:nordwind","amount":-5,"currency":"USD"}, {"partner":"crm:nordwind","partner":"crm:rival"}, {"partner":"crm:nordwind","product":"\ud800"},
              {"partner":"crm:nordwind","amount":5}, {"partner":"crm:nordwind","asOf":5,"knownAt":"x"}, {"partner":"crm:nordwind"}
            ]}
            """,
            HttpStatusCode.OK))["results"]!.AsArray();
        Assert.Equal(
            [
                "", "/checks/1", "/checks/2/partner", "/checks/3/ammount", "/checks/4/amount", "/checks/5/amount", "/checks/6/partner", "/checks/7/product", "/checks/8/currency",
                "/checks/9/asOf /checks/9/knownAt", "",
            ],
            results.Select(result => string.Join(' ', result!["problem"]?["errors"]?.AsArray().Select(error => error!["pointer"]!.GetValue<string>()) ?? [])));
        Assert.NotNull(results[0]!["answer"]);
        Assert.NotNull(results[10]!["answer"]);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("{\"checks\":{}}", HttpStatusCode.BadRequest)]
    [InlineData("{\"checks\":[],\"dryRun\":true}", HttpStatusCode.BadRequest)]
    [InlineData("{\"checks\":[]", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_list_of_checks_is_refused(string body, HttpStatusCode status)
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.PostTextAsync(Bulk, body, status);
        await story.Administrator.PostTextAsync(Bulk, "{\"checks\":[]}", HttpStatusCode.UnsupportedMediaType, "text/plain");
        await story.Administrator.PostTextAsync(Bulk, $"{{\"checks\":[\"{new string('x', 4 << 20)}\"]}}", HttpStatusCode.RequestEntityTooLarge);
        await story.Administrator.PostTextAsync($"{Bulk}?asOf=2026-01-01T00:00:00Z", "{\"checks\":[]}", HttpStatusCode.BadRequest);
        using var writer = await server.ClientAsync("writer", null, Scopes.StatementsWrite);
        await writer.PostTextAsync(Bulk, "{\"checks\":[]}", HttpStatusCode.Forbidden);
        using var stranger = new ApiClient(server.Address, "nobody", "nothing");
        await stranger.PostTextAsync(Bulk, "{\"checks\":[]}", HttpStatusCode.Unauthorized);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer without what differs between two that are asked one after the other.</summary>
    private static string Timeless(JsonNode answer)
    {
        var copy = answer.DeepClone().AsObject();
        foreach (var name in new[] { "decisionId", "asOf", "knownAt", "reflectsThrough" })
            copy.Remove(name);
        return copy.ToJsonString();
    }
}
