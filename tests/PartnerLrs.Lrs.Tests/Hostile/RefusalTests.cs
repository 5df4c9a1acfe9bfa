using System.Net.Http.Headers;
using System.Text;

namespace PartnerLrs.Lrs.Tests.Hostile;

public sealed class RefusalTests(SharedServers servers)
{
    [Theory]
    [DatabaseData("colour=red")]
    [DatabaseData("StatementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee")]
    [DatabaseData("Limit=1")]
    [DatabaseData("related_Agents=true")]
    [DatabaseData("limit=1&limit=2")]
    [DatabaseData("limit=1&LIMIT=1")]
    [DatabaseData("limit=-1")]
    [DatabaseData("limit=1.5")]
    [DatabaseData("limit=")]
    [DatabaseData("limit=+1")]
    [DatabaseData("limit=99999999999999999999")]
    [DatabaseData("ascending=TRUE")]
    [DatabaseData("ascending=1")]
    [DatabaseData("ascending=")]
    [DatabaseData("related_agents=yes")]
    [DatabaseData("verb=did")]
    [DatabaseData("verb=")]
    [DatabaseData("activity=course")]
    [DatabaseData("registration=12345")]
    [DatabaseData("registration=%7B6690e6c9-3ef0-4ed3-8b37-7f3964730bee%7D")]
    [DatabaseData("since=yesterday")]
    [DatabaseData("since=2026-01-31")]
    [DatabaseData("since=2026-01-31T12:00:00-00:00")]
    [DatabaseData("until=2026-02-30T12:00:00Z")]
    [DatabaseData("until=")]
    [DatabaseData("agent=")]
    [DatabaseData("agent=ada")]
    [DatabaseData("agent=%7B%7D")]
    [DatabaseData("agent=%5B%5D")]
    [DatabaseData("agent=%7B%22mbox%22:%22ada@example.com%22%7D")]
    [DatabaseData("agent=%7B%22mbox%22:%22mailto:a@example.com%22%7Dx")]
    [DatabaseData("agent=%7B%22mbox%22:%22mailto:a@example.com%22,%22openid%22:%22http://a.example.com%22%7D")]
    [DatabaseData("agent=%7B%22objectType%22:%22Group%22,%22member%22:[]%7D")]
    [DatabaseData("format=pretty")]
    [DatabaseData("format=Exact")]
    [DatabaseData("attachments=no")]
    [DatabaseData("statementId=12345")]
    [DatabaseData("statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee&limit=1")]
    [DatabaseData("statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee&voidedStatementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee")]
    [DatabaseData("statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee&statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee")]
    [DatabaseData("cursor=x")]
    [DatabaseData("cursor=-1")]
    [DatabaseData("cursor=1;DROP TABLE lrs_statements")]
    [DatabaseData("cursor=99999999999999999999")]
    [DatabaseData("cursor=1&cursor=2")]
    [DatabaseData("statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee&cursor=1")]
    public async Task A_query_that_is_wrong_in_anything_is_refused(Dialect dialect, string query)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var refused = (await lrs.GetAsync(query)).Is(HttpStatusCode.BadRequest);
        Assert.StartsWith("application/problem+json", refused.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.NotEmpty(refused.Json.GetProperty("detail").GetString()!);
    }

    [Theory]
    [DatabaseData("PUT", "")]
    [DatabaseData("PUT", "?statementId=12345")]
    [DatabaseData("PUT", "?StatementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee")]
    [DatabaseData("PUT", "?statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee&extra=1")]
    [DatabaseData("PUT", "?statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee&statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee")]
    [DatabaseData("POST", "?statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee")]
    [DatabaseData("POST", "?extra")]
    public async Task A_write_with_a_query_that_it_does_not_take_is_refused(Dialect dialect, string method, string query)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        (await lrs.SendAsync(new HttpMethod(method), LrsClient.Statements + query, LrsClient.Json(Make.Statement()))).Is(HttpStatusCode.BadRequest);
        (await lrs.GetAsync("statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee")).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [DatabaseData("", "")]
    [DatabaseData("{", "")]
    [DatabaseData("null", "")]
    [DatabaseData("\"statement\"", "")]
    [DatabaseData("{}x", "")]
    [DatabaseData("[1]", "/0")]
    [DatabaseData("[[]]", "/0")]
    [DatabaseData("""{"actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://example.com/v"},"object":{"id":"a"}}""", "/object/id")]
    [DatabaseData("""{"actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://example.com/v",}""", "/verb")]
    [DatabaseData("""{"actor":{"mbox":"mailto:a@example.com"},"actor":{"mbox":"mailto:b@example.com"}}""", "/actor")]
    [DatabaseData("""{"actor":{"name":"\ud800"}}""", "/actor/name")]
    [DatabaseData("""[{"actor":null}]""", "/0/actor")]
    public async Task A_body_that_is_wrong_is_answered_with_where(Dialect dialect, string json, string pointer)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var refused = (await lrs.PostAsync(json)).Is(HttpStatusCode.BadRequest);
        Assert.StartsWith(pointer, refused.Pointer, StringComparison.Ordinal);
        Assert.StartsWith("xAPI 2.0 ", refused.Json.GetProperty("errors")[0].GetProperty("requirement").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [DatabaseData("(none)")]
    [DatabaseData("text/plain")]
    [DatabaseData("application/xml")]
    [DatabaseData("application/jsonp")]
    [DatabaseData("application/x-www-form-urlencoded")]
    [DatabaseData("nonsense")]
    public async Task A_body_of_another_kind_is_refused(Dialect dialect, string type)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Make.Statement()));
        if (type != "(none)")
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        (await lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, content)).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task A_body_that_says_its_charset_is_taken(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Make.Statement()));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("Application/JSON; charset=utf-8");
        (await lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, content)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [DatabaseData(false)]
    [DatabaseData(true)]
    public async Task A_body_that_is_too_large_is_refused_whether_its_length_is_told_or_not(Dialect dialect, bool chunked)
    {
        await using var server = await LrsServer.StartAsync(dialect, options => options.MaximumRequestBytes = 50_000);
        var lrs = await server.AllAsync();
        foreach (var (length, status) in new[] { (50_000, HttpStatusCode.OK), (50_001, HttpStatusCode.RequestEntityTooLarge), (400_000, HttpStatusCode.RequestEntityTooLarge) })
        {
            var statement = Make.Statement(more: "\"result\":{\"response\":\"\"}");
            statement = statement.Replace("\"response\":\"", "\"response\":\"" + new string('x', length - statement.Length), StringComparison.Ordinal);
            var answer = await lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, LrsClient.Json(statement), change: request => request.Headers.TransferEncodingChunked = chunked);
            answer.Is(status);
        }

        Assert.Equal(1, (await server.Log.HeadAsync(default)).Seq);
    }

    [Theory, DatabaseData]
    public async Task An_attachment_whose_data_does_not_come_along_and_that_has_no_fileUrl_is_refused(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        const string Attachment = """
            "attachments":[{"usageType":"http://example.com/usage","display":{"en":"a"},"contentType":"text/plain","length":4,"sha2":"672fa5fa658017f1b72d65036f13379c6ab05d4ab3b6664908d8acf0b6a0c634"URL}]
            """;
        var without = Attachment.Replace("URL", "", StringComparison.Ordinal);
        Assert.Equal("/attachments/0", (await lrs.PostAsync(Make.Statement(more: without))).Is(HttpStatusCode.BadRequest).Pointer);
        Assert.Equal("/1/attachments/0", (await lrs.PostAsync(Make.Batch([Make.Statement(), Make.Statement(more: without)]))).Is(HttpStatusCode.BadRequest).Pointer);
        (await lrs.PostAsync(Make.Statement(more: Attachment.Replace("URL", ",\"fileUrl\":\"http://example.com/a\"", StringComparison.Ordinal)))).Is(HttpStatusCode.OK);
    }
}
