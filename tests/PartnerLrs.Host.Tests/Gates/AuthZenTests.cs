using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Gates;

/// <summary>OpenID AuthZEN Authorization API 1.0.</summary>
public sealed class AuthZenTests
{
    private const string One = "/access/v1/evaluation";
    private const string Many = "/access/v1/evaluations";
    private const string Nordwind = """{"type":"partner","id":"crm:nordwind"}""";
    private const string Gate = """{"type":"gate","id":"deal-registration"}""";

    [Theory, DatabaseData]
    public async Task The_decision_is_the_gates_and_its_answer_is_recorded_and_stands_in_the_context(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var denied = await EvaluateAsync(story, Nordwind, "pass", Gate);
        Assert.False(denied["decision"]!.GetValue<bool>());
        Assert.Equal("CERT_COUNT_SHORT", denied["context"]!["reasons"]![0]!["code"]!.GetValue<string>());
        var recorded = await story.Administrator.GetAsync($"/api/v1/decisions/{denied["context"]!["decisionId"]!.GetValue<string>()}");
        Assert.Equal(recorded.ToJsonString(), denied["context"]!.ToJsonString());

        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        // The ways to name the gate, the partner, the person and the deal.
        var permitted = new[]
        {
            (Nordwind, "deal-registration", """{"type":"deal","id":"7"}""", ""),
            (Nordwind, "deal-registration", """{"type":"deal","id":"7","properties":{"amount":50000,"currency":"USD","colour":"red"}}""", ""),
            (Nordwind, "pass", Gate, """{"amount":50000,"currency":"USD","time":"noon"}"""),
            ("""{"type":"person","id":"hr:ada"}""", "pass", Gate, ""),
            ("""{"type":"person","id":"hr:ada"}""", "deal-registration", Nordwind, ""),
            ("""{"type":"person","id":"hr:ada"}""", "pass", Gate, """{"partner":"crm:nordwind"}"""),
            (Nordwind, "deal-registration", """{"type":"product","id":"atlas"}""", """{"registrant":"hr:ada"}"""),
        };
        foreach (var (subject, action, resource, context) in permitted)
            Assert.True((await EvaluateAsync(story, subject, action, resource, context))["decision"]!.GetValue<bool>(), $"{subject} {action} {resource} {context}");
        Assert.False((await EvaluateAsync(story, Nordwind, "pass", Gate, """{"amount":50001,"currency":"USD"}"""))["decision"]!.GetValue<bool>());
        Assert.False((await EvaluateAsync(story, Nordwind, "deal-registration", """{"type":"deal","id":"7","properties":{"amount":50001,"currency":"USD"}}"""))["decision"]!.GetValue<bool>());
        Assert.False((await EvaluateAsync(story, Nordwind, "pass", Gate, """{"asOf":"2090-01-01T00:00:00Z"}"""))["decision"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("warn")]
    [InlineData("shadow")]
    public async Task A_gate_that_does_not_enforce_permits_and_its_answer_says_what_it_would_have_said(string mode)
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server, mode);
        var answer = await EvaluateAsync(story, Nordwind, "pass", Gate);
        Assert.Equal((true, false), (answer["decision"]!.GetValue<bool>(), answer["context"]!["decision"]!.GetValue<bool>()));
    }

    [Theory, DatabaseData]
    public async Task Several_evaluations_take_what_they_lack_from_above_and_each_fails_alone(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        await story.Lms.PostAsync("/xapi/statements", Story.Passed("mailto:ada@nordwind.example"));
        await story.AllowedAsync();
        const string evaluations = """
            [
              {},
              {"context":{"amount":60000,"currency":"USD"}},
              {"subject":{"type":"partner","id":"crm:nobody"}},
              {"resource":{"type":"gate","id":"free-lunch"}},
              {"subject":{"type":"robot","id":"x"}},
              {"subject":{"type":"person","id":"hr:nobody"}},
              {"context":{"amount":"much","currency":"USD"}},
              {"context":{"amount":5}},
              7,
              {"context":{"amount":1,"currency":"USD"}}
            ]
            """;
        var answer = await story.Administrator.PostTextAsync(Many, Body(evaluations, "execute_all"), HttpStatusCode.OK);
        Assert.False(answer.AsObject().ContainsKey("decision"));
        Assert.Equal(
            [(true, 0), (false, 0), (false, 404), (false, 404), (false, 400), (false, 404), (false, 400), (false, 400), (false, 400), (true, 0)],
            answer["evaluations"]!.AsArray().Select(item => (item!["decision"]!.GetValue<bool>(), item["context"]!["error"]?["status"]!.GetValue<int>() ?? 0)));
        Assert.All(answer["evaluations"]!.AsArray().Where(item => item!["context"]!["error"] is not null), item => Assert.NotEmpty(item!["context"]!["error"]!["message"]!.GetValue<string>()));

        Assert.Equal([true, false], await DecisionsAsync("deny_on_first_deny"));
        Assert.Equal([true], await DecisionsAsync("permit_on_first_permit"));
        Assert.Equal(10, (await DecisionsAsync(null)).Count);
        await story.Administrator.PostTextAsync(Many, Body(evaluations, "some"), HttpStatusCode.BadRequest);
        await story.Administrator.PostTextAsync(Many, """{"evaluations":[{}],"options":7}""", HttpStatusCode.BadRequest);

        // Without evaluations it is one.
        foreach (var none in new[] { "", ",\"evaluations\":[]" })
            Assert.True((await story.Administrator.PostTextAsync(Many, $$"""{"subject":{{Nordwind}},"action":{"name":"pass"},"resource":{{Gate}}{{none}}}""", HttpStatusCode.OK))["decision"]!.GetValue<bool>());

        async Task<List<bool>> DecisionsAsync(string? semantic) =>
            [.. (await story.Administrator.PostTextAsync(Many, Body(evaluations, semantic), HttpStatusCode.OK))["evaluations"]!.AsArray().Select(item => item!["decision"]!.GetValue<bool>())];
        static string Body(string list, string? semantic)
        {
            var options = semantic is null ? "" : $",\"options\":{{\"evaluations_semantic\":\"{semantic}\",\"other\":1}}";
            return $"{{\"subject\":{Nordwind},\"action\":{{\"name\":\"pass\"}},\"resource\":{Gate},\"evaluations\":{list}{options}}}";
        }
    }

    [Fact]
    public async Task Short_circuits_record_only_what_was_evaluated()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.PostTextAsync(
            Many, $$"""{"subject":{{Nordwind}},"action":{"name":"pass"},"resource":{{Gate}},"evaluations":[{},{},{}],"options":{"evaluations_semantic":"deny_on_first_deny"} }""", HttpStatusCode.OK);
        await using var connection = await server.Database.Database.OpenAsync();
        await using var count = connection.Command("SELECT COUNT(*) FROM standing_decisions");
        Assert.Equal(1, Convert.ToInt32(await count.ExecuteScalarAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"subject\":{\"type\":\"partner\",\"id\":\"crm:nordwind\"},\"subject\":{\"type\":\"partner\",\"id\":\"crm:nordwind\"},\"action\":{\"name\":\"pass\"},\"resource\":{\"type\":\"gate\",\"id\":\"deal-registration\"}}")]
    [InlineData("{\"subject\":\"crm:nordwind\",\"action\":{\"name\":\"pass\"},\"resource\":{\"type\":\"gate\",\"id\":\"deal-registration\"}}")]
    [InlineData("{\"subject\":{\"type\":\"partner\"},\"action\":{\"name\":\"pass\"},\"resource\":{\"type\":\"gate\",\"id\":\"deal-registration\"}}")]
    [InlineData("{\"subject\":{\"type\":\"robot\",\"id\":\"1\"},\"action\":{\"name\":\"pass\"},\"resource\":{\"type\":\"gate\",\"id\":\"deal-registration\"}}")]
    [InlineData("{\"subject\":{\"type\":\"partner\",\"id\":\"crm:nordwind\"},\"action\":{},\"resource\":{\"type\":\"gate\",\"id\":\"deal-registration\"}}")]
    [InlineData("{\"subject\":{\"type\":\"partner\",\"id\":\"crm:nordwind\"},\"action\":{\"name\":\"pass\"}}")]
    [InlineData("{\"subject\":{\"type\":\"partner\",\"id\":\"crm:nordwind\"},\"action\":{\"name\":\"pass\"},\"resource\":{\"type\":\"gate\",\"id\":\"deal-registration\"},\"context\":7}")]
    [InlineData("{\"subject\":{\"type\":\"partner\",\"id\":\"crm:nordwind\"},\"action\":{\"name\":\"pass\"},\"resource\":{\"type\":\"gate\",\"id\":\"\\ud800\"}}")]
    public async Task A_request_that_is_no_evaluation_is_400(string body)
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        foreach (var path in new[] { One, Many })
            await story.Administrator.PostTextAsync(path, body, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Well_formed_requests_about_nobody_are_denied_not_refused()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        foreach (var (subject, resource) in new[] { ("""{"type":"partner","id":"crm:nobody"}""", Gate), ("""{"type":"person","id":"hr:nobody"}""", Gate), (Nordwind, """{"type":"gate","id":"none"}""") })
        {
            var answer = await EvaluateAsync(story, subject, "pass", resource);
            Assert.Equal((false, 404), (answer["decision"]!.GetValue<bool>(), answer["context"]!["error"]!["status"]!.GetValue<int>()));
        }
    }

    [Fact]
    public async Task A_request_id_comes_back_and_the_configuration_is_open_to_all()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        foreach (var (body, status) in new[] { ($$"""{"subject":{{Nordwind}},"action":{"name":"pass"},"resource":{{Gate}}}""", HttpStatusCode.OK), ("{}", HttpStatusCode.BadRequest) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, One) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Request-ID", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716");
            using var response = await story.Administrator.Http.SendAsync(request);
            Assert.Equal((status, "bfe9eb29-ab87-4ca3-be83-a1d5d8305716"), (response.StatusCode, response.Headers.GetValues("X-Request-ID").Single()));
        }

        using var turnedAway = new HttpRequestMessage(HttpMethod.Post, $"{server.Address}{One}") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        turnedAway.Headers.Add("X-Request-ID", "seven");
        using var anyone = new HttpClient();
        using var refused = await anyone.SendAsync(turnedAway);
        Assert.Equal((HttpStatusCode.Unauthorized, "seven"), (refused.StatusCode, refused.Headers.GetValues("X-Request-ID").Single()));
        var configuration = JsonNode.Parse(await anyone.GetStringAsync(new Uri($"{server.Address}/.well-known/authzen-configuration")))!;
        Assert.EndsWith("/access/v1/evaluation", configuration["access_evaluation_endpoint"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith("/access/v1/evaluations", configuration["access_evaluations_endpoint"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("http", configuration["policy_decision_point"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_evaluates_without_the_scope_or_about_another_partner()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "rival", ["name"] = "Rival" }, HttpStatusCode.Created);
        var body = $$"""{"subject":{{Nordwind}},"action":{"name":"pass"},"resource":{{Gate}}}""";
        using var writer = await server.ClientAsync("writer", null, Scopes.StatementsWrite);
        using var stranger = new ApiClient(server.Address, "nobody", "nothing");
        foreach (var path in new[] { One, Many })
        {
            await writer.PostTextAsync(path, body, HttpStatusCode.Forbidden);
            await stranger.PostTextAsync(path, body, HttpStatusCode.Unauthorized);
            await story.Administrator.PostTextAsync(path, body, HttpStatusCode.UnsupportedMediaType, "text/plain");
        }

        using var rival = await server.ClientAsync("rival", (await story.Administrator.GetAsync("/api/v1/partners/crm:rival"))["id"]!.GetValue<string>(), Scopes.GatesCheckNames);
        foreach (var subject in new[] { Nordwind, """{"type":"person","id":"hr:ada"}""" })
        {
            var answer = await rival.PostTextAsync(One, $$"""{"subject":{{subject}},"action":{"name":"pass"},"resource":{{Gate}}}""", HttpStatusCode.OK);
            Assert.Equal((false, 404), (answer["decision"]!.GetValue<bool>(), answer["context"]!["error"]!["status"]!.GetValue<int>()));
        }
    }

    private static Task<JsonNode> EvaluateAsync(Story story, string subject, string action, string resource, string context = "") => story.Administrator.PostTextAsync(
        One, $"{{\"subject\":{subject},\"action\":{{\"name\":\"{action}\"}},\"resource\":{resource}{(context.Length == 0 ? "" : $",\"context\":{context}")}}}", HttpStatusCode.OK);
}
