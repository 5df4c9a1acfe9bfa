using System.Globalization;
using static PartnerLrs.Lrs.Tests.Server.DocumentClient;

namespace PartnerLrs.Lrs.Tests.Documents;

public sealed class MergeTests(SharedServers servers)
{
    [Theory]
    [DatabaseData("{}", "{}", "{}")]
    [DatabaseData("""{"a":1}""", """{"b":2}""", """{"a":1,"b":2}""")]
    [DatabaseData("""{"a":1,"b":2}""", """{"a":null}""", """{"a":null,"b":2}""")]
    [DatabaseData("""{"a":{"x":1,"y":2}}""", """{"a":{"x":3}}""", """{"a":{"x":3}}""")]
    [DatabaseData("""{ "n" : 1.500000000000000000000000000000001e+400 , "t":"\u00e9\/" }""", """ {"b":-0.0} """, """{"n" : 1.500000000000000000000000000000001e+400,"t":"\u00e9\/","b":-0.0}""")]
    [DatabaseData("""{"a":1,"a":2}""", """{"b":3}""", """{"a":2,"b":3}""")]
    [DatabaseData("""{"é":1}""", """{"\u00e9":2}""", """{"\u00e9":2}""")]
    [DatabaseData("""{"":1,"a":[1, [2]]}""", """{"":[]}""", """{"":[],"a":[1, [2]]}""")]
    public async Task Members_of_the_posted_object_replace_those_of_the_same_name(Dialect dialect, string there, string posted, string expected)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var resource in new[] { State, ActivityProfile, AgentProfile })
        {
            var address = New(resource);
            (await lrs.PutDocumentAsync(address, there, noneMatch: "*")).Is(HttpStatusCode.NoContent);
            var post = (await lrs.PostDocumentAsync(address, posted, "application/json; charset=utf-8")).Is(HttpStatusCode.NoContent);
            var merged = await lrs.ReadAsync(address);
            Assert.Equal(expected, merged.Text);
            Assert.Equal("application/json", merged.Headers["Content-Type"]);
            Assert.Equal(post.ETag(), merged.ETag());
        }
    }

    [Theory]
    [DatabaseData("application/json", "[]")]
    [DatabaseData("application/json", "1")]
    [DatabaseData("application/json", "")]
    [DatabaseData("application/json", "{")]
    [DatabaseData("application/json", "{}x")]
    [DatabaseData("application/json", """{"a":1,}""")]
    [DatabaseData("application/json", """{"\ud800":1}""")]
    [DatabaseData("application/json", "\uFEFF{}")]
    [DatabaseData("text/plain", """{"b":2}""")]
    [DatabaseData("application/jsonp", """{"b":2}""")]
    [DatabaseData("", """{"b":2}""")]
    public async Task What_cannot_be_merged_is_refused_and_changes_nothing(Dialect dialect, string type, string content)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(State);
        await lrs.PutDocumentAsync(address, """{"a":1}""");
        (await lrs.PostDocumentAsync(address, content, type)).Is(HttpStatusCode.BadRequest);
        Assert.Equal("""{"a":1}""", (await lrs.ReadAsync(address)).Text);
        // The other way round: what is there cannot be merged into.
        address = New(State);
        (await lrs.PutDocumentAsync(address, content, type)).Is(HttpStatusCode.NoContent);
        (await lrs.PostDocumentAsync(address, """{"a":1}""")).Is(HttpStatusCode.BadRequest);
        // The test's reader takes a byte order mark away.
        Assert.Equal(content, (await lrs.ReadAsync(address)).Text);
    }

    [Theory, DatabaseData]
    public async Task Invalid_utf8_is_no_json_object(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var content = new ByteArrayContent([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        (await lrs.SendAsync(HttpMethod.Post, New(State), content)).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task Where_nothing_is_a_post_stores_what_it_brings(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(ActivityProfile);
        (await lrs.PostDocumentAsync(address, " { \"a\" : 1 } ")).Is(HttpStatusCode.NoContent);
        Assert.Equal(" { \"a\" : 1 } ", (await lrs.ReadAsync(address)).Text);
        address = New(ActivityProfile);
        (await lrs.PostDocumentAsync(address, "hello", "text/plain")).Is(HttpStatusCode.NoContent);
        Assert.Equal("hello", (await lrs.ReadAsync(address)).Text);
        address = New(ActivityProfile);
        (await lrs.PostDocumentAsync(address, "[]")).Is(HttpStatusCode.BadRequest);
        (await lrs.ReadAsync(address)).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [DatabaseData(false)]
    [DatabaseData(true)]
    public async Task A_document_that_is_or_becomes_too_large_is_refused_with_the_key(Dialect dialect, bool chunked)
    {
        await using var server = await LrsServer.StartAsync(dialect, options => options.MaximumDocumentBytes = 10_000);
        var lrs = await server.AllAsync();
        foreach (var (length, status) in new[] { (10_000, HttpStatusCode.NoContent), (10_001, HttpStatusCode.RequestEntityTooLarge), (500_000, HttpStatusCode.RequestEntityTooLarge) })
        {
            var address = New(State);
            var put = await lrs.SendAsync(HttpMethod.Put, address, Content(new string('x', length), "text/plain"), change: request => request.Headers.TransferEncodingChunked = chunked);
            put.Is(status);
            (await lrs.ReadAsync(address)).Is(status == HttpStatusCode.NoContent ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            if (status != HttpStatusCode.NoContent)
                Assert.Contains("Xapi:MaximumDocumentBytes", put.Detail(), StringComparison.Ordinal);
        }

        var grows = New(State);
        (await lrs.PostDocumentAsync(grows, $$"""{"a":"{{new string('x', 6_000)}}"}""")).Is(HttpStatusCode.NoContent);
        (await lrs.PostDocumentAsync(grows, $$"""{"b":"{{new string('x', 6_000)}}"}""")).Is(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(6_008, (await lrs.ReadAsync(grows)).Text.Length);
    }

    [Theory, DatabaseData]
    public async Task Parallel_merges_lose_nothing(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var address = New(State);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i => (await lrs.PostDocumentAsync(address, string.Create(CultureInfo.InvariantCulture, $$"""{"m{{i}}":{{i}}}"""))).Is(HttpStatusCode.NoContent)));
        var merged = (await lrs.ReadAsync(address)).Json;
        Assert.Equal(Enumerable.Range(0, 40), merged.EnumerateObject().Select(member => member.Value.GetInt32()).Order());
    }

    [Theory, DatabaseData]
    public async Task Two_servers_on_one_database_lose_nothing_either(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        await using var second = await server.StartAnotherAsync();
        var one = await server.AllAsync();
        using var two = new LrsClient(second.Root, one.Credential, one.Secret);
        var address = New(AgentProfile);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
            (await (i % 2 == 0 ? one : two).PostDocumentAsync(address, string.Create(CultureInfo.InvariantCulture, $$"""{"m{{i}}":{{i}}}"""))).Is(HttpStatusCode.NoContent)));
        Assert.Equal(40, (await one.ReadAsync(address)).Json.EnumerateObject().Count());
    }
}
