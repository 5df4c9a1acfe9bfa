using static PartnerLrs.Lrs.Tests.Server.DocumentClient;

namespace PartnerLrs.Lrs.Tests.Access;

public sealed class CrossOriginTests(SharedServers servers)
{
    private const string Origin = "https://course.example";

    private static readonly string[] Paths = [LrsClient.Statements, State, ActivityProfile, AgentProfile, "xapi/agents", "xapi/about"];

    [Theory, DatabaseData]
    public async Task A_preflight_is_answered_without_credential_or_version(Dialect dialect)
    {
        using var stranger = (await servers.OnAsync(dialect)).Stranger();
        foreach (var path in Paths)
        {
            foreach (var method in new[] { "GET", "HEAD", "PUT", "POST", "DELETE" })
            {
                var answer = (await stranger.SendAsync(HttpMethod.Options, path, null, null, request =>
                {
                    request.Headers.Add("Origin", Origin);
                    request.Headers.Add("Access-Control-Request-Method", method);
                    request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,if-match,if-none-match,x-experience-api-version");
                })).Is(HttpStatusCode.NoContent);
                Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
                Assert.False(answer.Headers.ContainsKey("Access-Control-Allow-Credentials"));
                Assert.Contains(method, Split(answer, "Access-Control-Allow-Methods"));
                foreach (var header in new[] { "Authorization", "Content-Type", "If-Match", "If-None-Match", Answer.VersionHeader })
                    Assert.Contains(header, Split(answer, "Access-Control-Allow-Headers"));
            }
        }
    }

    [Theory, DatabaseData]
    public async Task Scripts_may_read_answers_and_the_standards_headers_errors_included(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var stranger = server.Stranger();
        var address = New(State);
        await lrs.PutDocumentAsync(address, "{}");
        foreach (var (client, method, path, status) in new[]
        {
            (lrs, HttpMethod.Get, address, HttpStatusCode.OK),
            (lrs, HttpMethod.Head, address, HttpStatusCode.OK),
            (lrs, HttpMethod.Put, address, HttpStatusCode.Conflict),
            (lrs, HttpMethod.Get, State, HttpStatusCode.BadRequest),
            (lrs, HttpMethod.Get, New(State), HttpStatusCode.NotFound),
            (stranger, HttpMethod.Get, address, HttpStatusCode.Unauthorized),
            (lrs, HttpMethod.Get, LrsClient.Statements + "?limit=1", HttpStatusCode.OK),
        })
        {
            var answer = (await client.SendAsync(method, path, change: request => request.Headers.Add("Origin", Origin))).Is(status);
            Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
            foreach (var header in new[] { "ETag", "Last-Modified", "Content-Type", Answer.VersionHeader, Answer.BoundHeader })
                Assert.Contains(header, Split(answer, "Access-Control-Expose-Headers"));
        }
    }

    [Theory, DatabaseData]
    public async Task Without_an_origin_nothing_is_said_about_origins(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        Assert.False((await lrs.GetAsync("limit=1")).Headers.ContainsKey("Access-Control-Allow-Origin"));
    }

    private static string[] Split(Answer answer, string header) => answer.Headers[header].Split(',', StringSplitOptions.TrimEntries);
}
