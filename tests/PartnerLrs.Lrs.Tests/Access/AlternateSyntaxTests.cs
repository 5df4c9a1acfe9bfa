using System.Net.Http.Headers;
using System.Text;
using static PartnerLrs.Lrs.Tests.Server.DocumentClient;

namespace PartnerLrs.Lrs.Tests.Access;

public sealed class AlternateSyntaxTests(SharedServers servers)
{
    [Theory, DatabaseData]
    public async Task Everything_may_stand_in_the_form(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var browser = server.Stranger();
        (string, string)[] credential = [("Authorization", Basic(lrs)), (Answer.VersionHeader, "1.0.3")];
        var id = Make.Id();
        var statement = Make.Statement(id, more: "\"result\":{\"response\":\"Grüße & 100% +\"}");
        (await SendAsync(browser, LrsClient.Statements, "PUT", [.. credential, ("statementId", $"{id:D}"), ("Content-Type", "application/json"), ("Content-Length", "1"), ("content", statement)])).Is(HttpStatusCode.NoContent);
        var read = (await SendAsync(browser, LrsClient.Statements, "GET", [.. credential, ("statementId", $"{id:D}")])).Is(HttpStatusCode.OK);
        Assert.Equal("Grüße & 100% +", read.Json.GetProperty("result").GetProperty("response").GetString());
        (await SendAsync(browser, LrsClient.Statements, "POST", [.. credential, ("content", Make.Statement())])).Is(HttpStatusCode.OK);

        (string, string)[] document = [.. credential, ("activityId", Make.Iri()), ("agent", Make.Agent()), ("stateId", "a&b=c+d%")];
        (await SendAsync(browser, State, "PUT", [.. document, ("Content-Type", "text/plain"), ("content", "x=1&y=ü")])).Is(HttpStatusCode.NoContent);
        var state = (await SendAsync(browser, State, "GET", document)).Is(HttpStatusCode.OK);
        Assert.Equal(("x=1&y=ü", "text/plain"), (state.Text, state.Headers["Content-Type"]));
        (await SendAsync(browser, State, "PUT", [.. document, ("If-Match", "\"no\""), ("content", "{}")])).Is(HttpStatusCode.PreconditionFailed);
        (await SendAsync(browser, State, "PUT", [.. document, ("If-None-Match", "*"), ("content", "{}")])).Is(HttpStatusCode.PreconditionFailed);
        (await SendAsync(browser, State, "PUT", [.. document, ("if-match", state.ETag()), ("content", "{}")])).Is(HttpStatusCode.NoContent);
        (await SendAsync(browser, State, "DELETE", document)).Is(HttpStatusCode.NoContent);
        (await SendAsync(browser, State, "GET", document)).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task The_headers_may_stay_headers(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var page = (await SendAsync(lrs, LrsClient.Statements, "GET", [("limit", "1")], "1.0.3")).Is(HttpStatusCode.OK);
        Assert.True(page.Json.TryGetProperty("statements", out _));
        (await SendAsync(lrs, LrsClient.Statements, "GET", [("limit", "1"), (Answer.VersionHeader, "1.0.3"), ("Authorization", Basic(lrs))], "1.0.3")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [DatabaseData("application/x-www-form-urlencoded; charset=utf-8")]
    [DatabaseData("text/plain")]
    [DatabaseData("")]
    public async Task Browsers_that_cannot_name_the_forms_type_are_understood(Dialect dialect, string type)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        (await lrs.SendAsync(HttpMethod.Post, $"{LrsClient.Statements}?method=GET", Content("limit=1", type), "1.0.3")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [DatabaseData("method=PUT&statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee", "content=%7B%7D")]
    [DatabaseData("method=GET&method=GET", "limit=1")]
    [DatabaseData("method=", "limit=1")]
    [DatabaseData("method=get", "limit=1")]
    [DatabaseData("method=HEAD", "limit=1")]
    [DatabaseData("method=OPTIONS", "")]
    [DatabaseData("method=CONNECT", "")]
    [DatabaseData("METHOD=GET", "limit=1")]
    [DatabaseData("method=GET", "limit=1&limit=2")]
    [DatabaseData("method=GET", "limit=1&method=GET")]
    [DatabaseData("method=GET", "limit=1&content=x")]
    [DatabaseData("method=GET", "Host=evil.example&limit=1")]
    [DatabaseData("method=GET", "X-Forwarded-For=127.0.0.1")]
    [DatabaseData("method=GET", "Cookie=a%3Db")]
    [DatabaseData("method=GET", "Content-Transfer-Encoding=binary")]
    [DatabaseData("method=GET", "If-Match=%22a%22%0D%0AX-Evil:%201")]
    [DatabaseData("method=GET", "If-None-Match=%22%C3%A9%22")]
    [DatabaseData("method=GET", "If-Match=%22a%22&if-match=%22a%22")]
    [DatabaseData("method=GET", "X-Experience-API-Version=0.8")]
    [DatabaseData("method=GET", "Authorization=Basic%20b3RoZXI6c2VjcmV0")]
    [DatabaseData("method=GET", "limit=%")]
    [DatabaseData("method=GET", "limit=%4")]
    [DatabaseData("method=GET", "limit=%zz")]
    [DatabaseData("method=PUT", "statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee")]
    [DatabaseData("method=PUT", "statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee&content=%FF%FE")]
    [DatabaseData("method=PUT", "statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee&content=%7B%7D&content=%7B%7D")]
    [DatabaseData("method=POST", "Content-Type=multipart/mixed%3B%20boundary%3Dx&content=--x--")]
    [DatabaseData("method=POST", "Content-Type=text/plain&content=%7B%7D")]
    [DatabaseData("method=PUT", "{\"statementId\":\"6690e6c9-3ef0-4ed3-8b37-7f3964730bee\",\"content\":\"{}\"}")]
    public async Task A_form_that_is_wrong_in_anything_is_refused(Dialect dialect, string query, string form)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var refused = (await lrs.SendAsync(HttpMethod.Post, $"{LrsClient.Statements}?{query}", Content(form, "application/x-www-form-urlencoded"), "1.0.3")).Is(HttpStatusCode.BadRequest);
        Assert.False(refused.Headers.ContainsKey("X-Evil"));
        (await lrs.GetAsync("statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee")).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [DatabaseData("multipart/form-data; boundary=x")]
    [DatabaseData("application/json")]
    [DatabaseData("application/octet-stream")]
    public async Task A_body_that_is_no_form_is_refused(Dialect dialect, string type)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        (await lrs.SendAsync(HttpMethod.Post, $"{LrsClient.Statements}?method=GET", Content("limit=1", type), "1.0.3")).Is(HttpStatusCode.BadRequest);
    }

    [Theory]
    [DatabaseData("GET")]
    [DatabaseData("PUT")]
    [DatabaseData("POST")]
    public async Task It_is_refused_in_a_conversation_in_2_0(Dialect dialect, string method)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var browser = server.Stranger();
        var id = Make.Id();
        (string, string)[] form = method == "GET" ? [("limit", "1")] : method == "PUT" ? [("statementId", $"{id:D}"), ("content", Make.Statement(id))] : [("content", Make.Statement(id))];
        Assert.Contains("2.0", (await SendAsync(lrs, LrsClient.Statements, method, form, "2.0.0", "2.0.0")).Is(HttpStatusCode.BadRequest).Detail(), StringComparison.Ordinal);
        Assert.Contains("2.0", (await SendAsync(browser, LrsClient.Statements, method, [.. form, ("Authorization", Basic(lrs)), (Answer.VersionHeader, "2.0.0")], spoken: "2.0.0")).Is(HttpStatusCode.BadRequest).Detail(), StringComparison.Ordinal);
        (await lrs.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task A_form_does_not_borrow_the_credential_that_a_browser_remembers(Dialect dialect)
    {
        // What a page of another site can make a browser send: a form, with the remembered credential, without headers of its own making.
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        var id = Make.Id();
        var forged = $"statementId={id:D}&{Make.Query(Answer.VersionHeader, "1.0.3")}&{Make.Query("content", Make.Statement(id))}";
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded" })
        {
            using var http = new HttpClient { BaseAddress = server.Root };
            http.DefaultRequestHeaders.Authorization = LrsClient.Basic(lrs.Credential!.Key, lrs.Secret!);
            using var answer = await http.PostAsync(new Uri($"{LrsClient.Statements}?method=PUT", UriKind.Relative), Content(forged, type));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        (await lrs.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task A_wrong_credential_in_the_form_is_as_wrong_as_in_a_header(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var browser = server.Stranger();
        (string, string) version = (Answer.VersionHeader, "1.0.3");
        (await SendAsync(browser, LrsClient.Statements, "GET", [version, ("limit", "1")])).Is(HttpStatusCode.Unauthorized);
        (await SendAsync(browser, LrsClient.Statements, "GET", [version, ("limit", "1"), ("Authorization", Basic(lrs)[..^4])])).Is(HttpStatusCode.Unauthorized);
        using var reader = await server.ClientAsync($"reader-{Make.Id():N}", ["statements/read"]);
        (await SendAsync(browser, LrsClient.Statements, "POST", [version, ("Authorization", Basic(reader)), ("content", Make.Statement())])).Is(HttpStatusCode.Forbidden);
    }

    [Theory]
    [DatabaseData(false)]
    [DatabaseData(true)]
    public async Task A_form_is_bounded_though_nobody_knows_who_sends_it(Dialect dialect, bool chunked)
    {
        var server = await servers.OnAsync(dialect);
        using var browser = server.Stranger();
        var content = Content("content=" + new string('x', 2 * 1024 * 1024), "application/x-www-form-urlencoded");
        (await browser.SendAsync(HttpMethod.Post, $"{LrsClient.Statements}?method=POST", content, "1.0.3", request => request.Headers.TransferEncodingChunked = chunked)).Is(HttpStatusCode.RequestEntityTooLarge);
    }

    private static string Basic(LrsClient client) => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Credential!.Key}:{client.Secret}"))).ToString();

    /// <param name="client">Who sends it.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="method">The method that is meant.</param>
    /// <param name="form">The form.</param>
    /// <param name="version">The version in the header; null for none, when it stands in the form.</param>
    /// <param name="spoken">The version in which the answer has to be.</param>
    private static async Task<Answer> SendAsync(LrsClient client, string resource, string method, (string Name, string Value)[] form, string? version = null, string spoken = "1.0.3")
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return await client.SendAsync(HttpMethod.Post, $"{resource}?method={method}", content, version ?? spoken, request =>
        {
            if (version is null)
                request.Headers.Remove(Answer.VersionHeader);
        });
    }
}
