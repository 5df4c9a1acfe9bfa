using System.Net;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Host.Tests;

/// <summary>What is wrong is named; what is not allowed is refused.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Story story = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(Dialect.Sqlite);
        story = await Story.BeginAsync(server);
    }

    public async ValueTask DisposeAsync()
    {
        story.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/v1/gates/deal-registration/partners/crm:nobody", HttpStatusCode.NotFound, "unknown-partner", "crm:nobody")]
    [InlineData("/api/v1/gates/deal-registration/partners/%27%20OR%201=1", HttpStatusCode.NotFound, "unknown-partner", "OR 1=1")]
    [InlineData("/api/v1/gates/free-lunch/partners/crm:nordwind", HttpStatusCode.NotFound, "unknown-gate", "deal-registration")]
    [InlineData(Story.Gate + "?asOf=yesterday", HttpStatusCode.BadRequest, "invalid-instant", "asOf")]
    [InlineData(Story.Gate + "?asOf=2026-01-01T00:00:00", HttpStatusCode.BadRequest, "invalid-instant", "offset")]
    [InlineData(Story.Gate + "?amount=5", HttpStatusCode.BadRequest, "invalid-amount", "currency")]
    [InlineData(Story.Gate + "?amount=much&currency=USD", HttpStatusCode.BadRequest, "invalid-amount", "much")]
    [InlineData(Story.Gate + "?amount=-5&currency=USD", HttpStatusCode.BadRequest, "invalid-amount", "-5")]
    [InlineData(Story.Gate + "?amount=5&currency=dollars", HttpStatusCode.BadRequest, "invalid-currency", "dollars")]
    [InlineData(Story.Gate + "?as_of=2026-01-01T00:00:00Z", HttpStatusCode.BadRequest, "unknown-parameter", "as_of")]
    [InlineData(Story.Gate + "?asOf=2026-01-01T00:00:00Z&asOf=2026-01-02T00:00:00Z", HttpStatusCode.BadRequest, "repeated-parameter", "asOf")]
    public async Task A_gate_says_what_is_wrong_with_the_question(string path, HttpStatusCode status, string code, string names)
    {
        var problem = await story.Administrator.GetAsync(path, status);
        Assert.Equal($"urn:partnerlrs:problem:{code}", problem["type"]!.GetValue<string>());
        Assert.Contains(names, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_credential_or_beyond_its_scope()
    {
        using var stranger = new HttpClient { BaseAddress = new Uri(server.Address) };
        foreach (var path in new[] { Story.Gate, "/api/v1/partners", "/api/v1/program", "/api/v1/credentials", "/odata/Partners", "/odata/$metadata", "/xapi/statements" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("X-Experience-API-Version", "2.0.0");
            using var response = await stranger.SendAsync(request);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{path}: {response.StatusCode}");
            Assert.Contains("Basic", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        using var writer = await server.ClientAsync("only-writes", null, Scopes.StatementsWrite);
        var problem = await writer.GetAsync(Story.Gate, HttpStatusCode.Forbidden);
        Assert.Contains("gates/check", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_for_those_who_may_see_them()
    {
        using var prm = await server.ClientAsync("prm", null, Scopes.GatesCheck);
        using var manager = await server.ClientAsync("manager", null, Scopes.GatesCheckNames);
        var named = await manager.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1);
        Assert.Equal("ada", named["missing"]![0]!["cheapest"]![0]!["name"]!.GetValue<string>());
        Assert.DoesNotContain("ada", (await prm.GetAsync(Story.Gate))["missing"]!.ToJsonString(), StringComparison.Ordinal);
        await prm.GetAsync($"/api/v1/decisions/{named["decisionId"]!.GetValue<string>()}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_credential_of_one_partner_cannot_ask_about_another()
    {
        await story.Administrator.PostAsync("/api/v1/partners", System.Text.Json.Nodes.JsonNode.Parse("""{"source":"crm","externalId":"rival","name":"Rival"}""")!, HttpStatusCode.Created);
        var rival = (await story.Administrator.GetAsync("/api/v1/partners/crm:rival"))["id"]!.GetValue<string>();
        using var bound = await server.ClientAsync("rivals", rival, Scopes.GatesCheck);
        await bound.GetAsync("/api/v1/gates/deal-registration/partners/crm:rival");
        await bound.GetAsync(Story.Gate, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Guessing_secrets_is_slowed_down()
    {
        using var guesser = new ApiClient(server.Address, "lms", "wrong wrong wrong wrong");
        for (var i = 0; i < 10; i++)
            await guesser.GetAsync("/api/v1/partners", HttpStatusCode.Unauthorized);
        using var response = await guesser.Http.GetAsync(new Uri("/api/v1/partners", UriKind.Relative));
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task An_unknown_path_and_a_wrong_method_are_problems_too()
    {
        Assert.Equal(404, (await story.Administrator.GetAsync("/api/v1/nothing", HttpStatusCode.NotFound))["status"]!.GetValue<int>());
        using var response = await story.Administrator.Http.DeleteAsync(new Uri("/xapi/statements", UriKind.Relative));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("2.0.0", response.Headers.GetValues("X-Experience-API-Version").Single());
    }
}
