using static PartnerLrs.Lrs.Tests.Server.DocumentClient;

namespace PartnerLrs.Lrs.Tests.Documents;

public sealed class ParameterTests(SharedServers servers)
{
    private const string Activity = "activityId=http://example.com/a";
    private const string Agent = "agent=%7B%22mbox%22:%22mailto:a@example.com%22%7D";
    private const string Registration = "registration=6690e6c9-3ef0-4ed3-8b37-7f3964730bee";

    [Theory]
    [DatabaseData(State, $"{Agent}&stateId=s", "activityId")]
    [DatabaseData(State, $"{Activity}&stateId=s", "agent")]
    [DatabaseData(State, $"activityId=course&{Agent}&stateId=s", "activityId")]
    [DatabaseData(State, $"activityId=&{Agent}&stateId=s", "activityId")]
    [DatabaseData(State, $"{Activity}&agent=ada&stateId=s", "agent")]
    [DatabaseData(State, $"{Activity}&agent=&stateId=s", "agent")]
    [DatabaseData(State, $"{Activity}&agent=true&stateId=s", "agent")]
    [DatabaseData(State, $"{Activity}&agent=%7B%22mbox%22:%22a@example.com%22%7D&stateId=s", "agent/mbox")]
    [DatabaseData(State, $"{Activity}&agent=%7B%22objectType%22:%22Group%22,%22mbox%22:%22mailto:a@example.com%22%7D&stateId=s", "agent/objectType")]
    [DatabaseData(State, $"{Activity}&{Agent}&registration=12345&stateId=s", "registration")]
    [DatabaseData(State, $"{Activity}&{Agent}&registration=&stateId=s", "registration")]
    [DatabaseData(State, $"{Activity}&{Agent}&{Registration}&{Registration}&stateId=s", "registration")]
    [DatabaseData(State, $"{Activity}&{Agent}&stateId=", "stateId")]
    [DatabaseData(State, $"{Activity}&{Agent}&stateid=s", "stateid")]
    [DatabaseData(State, $"{Activity}&{Agent}&stateId=s&stateId=s", "stateId")]
    [DatabaseData(State, $"{Activity}&{Agent}&stateId=s&STATEID=t", "stateId")]
    [DatabaseData(State, $"{Activity}&{Agent}&profileId=s", "profileId")]
    [DatabaseData(State, $"{Activity}&{Agent}&stateId=s&colour=red", "colour")]
    [DatabaseData(ActivityProfile, "profileId=p", "activityId")]
    [DatabaseData(ActivityProfile, $"{Activity}&profileId=", "profileId")]
    [DatabaseData(ActivityProfile, $"{Activity}&{Agent}&profileId=p", "agent")]
    [DatabaseData(ActivityProfile, $"{Activity}&{Registration}&profileId=p", "registration")]
    [DatabaseData(ActivityProfile, $"{Activity}&stateId=p", "stateId")]
    [DatabaseData(AgentProfile, "profileId=p", "agent")]
    [DatabaseData(AgentProfile, $"{Agent}&{Activity}&profileId=p", "activityId")]
    [DatabaseData(AgentProfile, $"{Agent}&ProfileId=p", "ProfileId")]
    public async Task A_query_that_is_wrong_in_anything_is_refused_by_every_method_with_the_name(Dialect dialect, string resource, string query, string named)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var version in new[] { "1.0.3", "2.0.0" })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete })
            {
                var content = method == HttpMethod.Put || method == HttpMethod.Post ? Content("{}", "application/json") : null;
                var refused = (await lrs.SendAsync(method, $"{resource}?{query}", content, version, Demand(null, method == HttpMethod.Put ? "*" : null))).Is(HttpStatusCode.BadRequest);
                Assert.Contains(named, refused.Detail(), StringComparison.Ordinal);
            }

            (await lrs.SendAsync(HttpMethod.Head, $"{resource}?{query}", null, version)).Is(HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [DatabaseData(State, $"{Activity}&{Agent}", "stateId", "PUT POST")]
    [DatabaseData(ActivityProfile, Activity, "profileId", "PUT POST DELETE")]
    [DatabaseData(AgentProfile, Agent, "profileId", "PUT POST DELETE")]
    [DatabaseData(State, $"{Activity}&{Agent}&stateId=s&since=2026-01-01T00:00:00Z", "since", "GET PUT POST DELETE")]
    [DatabaseData(State, $"{Activity}&{Agent}&since=2026-01-01T00:00:00Z", "since", "DELETE")]
    [DatabaseData(AgentProfile, $"{Agent}&profileId=p&since=2026-01-01T00:00:00Z", "since", "GET PUT POST DELETE")]
    [DatabaseData(State, $"{Activity}&{Agent}&since=yesterday", "since", "GET")]
    [DatabaseData(State, $"{Activity}&{Agent}&since=", "since", "GET")]
    [DatabaseData(ActivityProfile, $"{Activity}&since=2026-01-01T00:00:00-00:00", "since", "GET")]
    public async Task What_a_method_needs_or_does_not_take_is_named(Dialect dialect, string resource, string query, string named, string methods)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var method in methods.Split(' '))
        {
            var content = method is "PUT" or "POST" ? Content("{}", "application/json") : null;
            var refused = (await lrs.SendAsync(new HttpMethod(method), $"{resource}?{query}", content)).Is(HttpStatusCode.BadRequest);
            Assert.Contains(named, refused.Detail(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [DatabaseData("html")]
    [DatabaseData("text")]
    [DatabaseData("text/")]
    [DatabaseData("text/plain; charset")]
    [DatabaseData("text/plain; a=\"\u00e9\"")]
    [DatabaseData("text/plain\tx")]
    public async Task A_content_type_that_is_none_is_refused(Dialect dialect, string type)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(State);
        // Some of these do not leave the client's own checks; the ones that do meet the server's.
        try
        {
            (await lrs.PutDocumentAsync(address, "x", type)).Is(HttpStatusCode.BadRequest);
        }
        catch (HttpRequestException)
        {
            Assert.Contains(type, c => !char.IsAscii(c));
        }

        (await lrs.ReadAsync(address)).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task A_page_that_somebody_stored_cannot_act_as_one_of_ours(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var type in new[] { "text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript" })
        {
            var address = New(AgentProfile);
            await lrs.PutDocumentAsync(address, "<script>alert(1)</script>", type);
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                var page = (await lrs.ReadAsync(address, method: method)).Is(HttpStatusCode.OK);
                Assert.Equal((type, "nosniff", "sandbox"), (page.Headers["Content-Type"], page.Headers["X-Content-Type-Options"], page.Headers["Content-Security-Policy"]));
            }
        }
    }

    [Theory, DatabaseData]
    public async Task A_compressed_body_is_refused(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var content = Content("x", "text/plain");
        content.Headers.ContentEncoding.Add("gzip");
        (await lrs.SendAsync(HttpMethod.Put, New(State), content)).Is(HttpStatusCode.UnsupportedMediaType);
    }
}
