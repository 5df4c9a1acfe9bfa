using System.Globalization;
using System.Text.Json;

namespace PartnerLrs.Lrs.Tests.Statements;

public sealed class WritingTests(SharedServers servers)
{
    [Theory, DatabaseData]
    public async Task A_posted_statement_is_answered_with_its_id_and_read_back_with_what_the_Lrs_adds(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var posted = (await lrs.PostAsync(Make.Statement())).Is(HttpStatusCode.OK);
        Assert.Equal("application/json", posted.Headers["Content-Type"]);
        var id = Assert.Single(posted.Json.EnumerateArray()).GetGuid();
        var read = (await lrs.ByIdAsync(id)).Is(HttpStatusCode.OK);
        Assert.Equal(id, read.Json.GetProperty("id").GetGuid());
        Assert.Equal("2.0.0", read.Json.GetProperty("version").GetString());
        var stored = read.Json.GetProperty("stored").GetString()!;
        Assert.Equal(stored, read.Json.GetProperty("timestamp").GetString());
        Assert.Equal(Answer.Instant(stored).ToString("R", CultureInfo.InvariantCulture), read.Headers["Last-Modified"]);
    }

    [Theory, DatabaseData]
    public async Task A_batch_is_answered_with_its_ids_in_order_whether_sent_or_made(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (first, third) = (Make.Id(), Make.Id());
        var agent = Make.Agent();
        var posted = (await lrs.PostAsync(Make.Batch([Make.Statement(first, agent), Make.Statement(null, agent), Make.Statement(third, agent)]))).Is(HttpStatusCode.OK);
        var ids = posted.Json.EnumerateArray().Select(id => id.GetGuid()).ToList();
        Assert.Equal([first, ids[1], third], ids);
        Assert.Equal(ids, (await lrs.GetAsync(Make.Query("agent", agent) + "&ascending=true")).Ids);
    }

    [Theory, DatabaseData]
    public async Task An_empty_batch_stores_nothing_and_succeeds(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        Assert.Equal("[]", (await lrs.PostAsync("[]")).Is(HttpStatusCode.OK).Text);
    }

    [Theory, DatabaseData]
    public async Task A_put_statement_takes_the_id_of_the_query(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Id();
        Assert.Empty((await lrs.PutAsync(id, Make.Statement())).Is(HttpStatusCode.NoContent).Text);
        Assert.Equal(id, (await lrs.ByIdAsync(id)).Is(HttpStatusCode.OK).Json.GetProperty("id").GetGuid());
    }

    [Theory, DatabaseData]
    public async Task A_put_statement_whose_own_id_is_another_is_refused(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (inQuery, inBody) = (Make.Id(), Make.Id());
        Assert.Equal("/id", (await lrs.PutAsync(inQuery, Make.Statement(inBody))).Is(HttpStatusCode.BadRequest).Pointer);
        (await lrs.ByIdAsync(inQuery)).Is(HttpStatusCode.NotFound);
        (await lrs.ByIdAsync(inBody)).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task A_put_of_a_batch_is_refused(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        (await lrs.PutAsync(Make.Id(), Make.Batch([Make.Statement()]))).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task An_id_is_one_id_in_any_case(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Id();
        var shouted = Make.Statement(id).Replace(id.ToString("D"), id.ToString("D").ToUpperInvariant(), StringComparison.Ordinal);
        (await lrs.PutAsync(id, shouted)).Is(HttpStatusCode.NoContent);
        (await lrs.GetAsync($"statementId={id.ToString("D").ToUpperInvariant()}")).Is(HttpStatusCode.OK);
        Assert.Contains(id.ToString("D").ToUpperInvariant(), (await lrs.ByIdAsync(id)).Text, StringComparison.Ordinal);
    }

    [Theory, DatabaseData]
    public async Task The_version_of_a_statement_is_kept_or_follows_the_conversation(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (none, given) = (Make.Id(), Make.Id());
        (await lrs.PutAsync(none, Make.Statement(), "1.0.3")).Is(HttpStatusCode.NoContent);
        (await lrs.PutAsync(given, Make.Statement(more: "\"version\":\"1.0.1\""))).Is(HttpStatusCode.NoContent);
        Assert.Equal("1.0.0", (await lrs.ByIdAsync(none)).Json.GetProperty("version").GetString());
        Assert.Equal("1.0.1", (await lrs.ByIdAsync(given)).Json.GetProperty("version").GetString());
    }

    [Theory, DatabaseData]
    public async Task Stored_and_authority_are_the_Lrss_whatever_was_sent(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Id();
        var sent = Make.Statement(id, more: """
            "stored":"2001-01-01T00:00:00Z","authority":{"mbox":"mailto:vendor@example.com","name":"The vendor"},"timestamp":"2002-02-02T02:02:02Z"
            """);
        (await lrs.PutAsync(id, sent)).Is(HttpStatusCode.NoContent);
        var read = (await lrs.ByIdAsync(id)).Json;
        Assert.Equal(lrs.Credential!.Key, read.GetProperty("authority").GetProperty("account").GetProperty("name").GetString());
        Assert.Equal(lrs.Credential.Name, read.GetProperty("authority").GetProperty("name").GetString());
        Assert.False(read.GetProperty("authority").TryGetProperty("mbox", out _));
        Assert.True(Answer.Instant(read.GetProperty("stored").GetString()!).Year > 2020);
        Assert.Equal("2002-02-02T02:02:02Z", read.GetProperty("timestamp").GetString());
        Assert.Single(read.EnumerateObject(), member => member.Name == "authority");
        Assert.Single(read.EnumerateObject(), member => member.Name == "stored");
    }

    [Theory, DatabaseData]
    public async Task Every_member_that_the_Lrs_does_not_replace_is_kept_to_the_byte(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Id();
        string[] kept =
        [
            $"\"id\" :\t\"{id:D}\"",
            """ "actor": { "name" : "Gr\u00fc\u00DFe \/ 😀", "mbox":"mailto:Ada@Example.com" }""",
            """ "verb":{"id":"http://example.com/verbs/did","display":{"en-US":"did"  }}""",
            """ "object":{"id":"http://example.com/a","definition":{"extensions":{"http://example.com/x":[1.0,1e2,-0,null,{"a":{}}]}}}""",
            """ "result":{"score":{"scaled":0.10,"raw":1.50},"duration":"PT1.234S"}""",
            """ "timestamp":"2015-11-18T12:17:00+02:00" """,
        ];
        var sent = "{\"stored\":\"2001-01-01T00:00:00Z\"," + string.Join(',', kept[..3]) + ",\"authority\":{\"mbox\":\"mailto:x@example.com\"}," + string.Join(',', kept[3..]) + "}";
        (await lrs.PutAsync(id, sent)).Is(HttpStatusCode.NoContent);
        var one = (await lrs.ByIdAsync(id)).Is(HttpStatusCode.OK).Text;
        var page = (await lrs.GetAsync(Make.Query("agent", """{"mbox":"mailto:Ada@example.com"}"""))).Text;
        Assert.All(kept, member => Assert.Contains(member, one, StringComparison.Ordinal));
        Assert.Contains(one, page, StringComparison.Ordinal);
        Assert.Equal(2 + kept.Length + 1, JsonDocument.Parse(one).RootElement.EnumerateObject().Count());
    }

    [Theory, DatabaseData]
    public async Task A_statement_at_the_largest_size_that_is_taken_is_stored(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect, options => options.MaximumRequestBytes = 33_000_000);
        var lrs = await server.AllAsync();
        var id = Make.Id();
        var statement = Make.Statement(id, more: """ "result":{"response":"FILL"}""");
        statement = statement.Replace("FILL", new string('x', 33_000_000 - statement.Length + 4), StringComparison.Ordinal);
        Assert.Equal(33_000_000, statement.Length);
        (await lrs.PutAsync(id, statement)).Is(HttpStatusCode.NoContent);
        Assert.True((await lrs.ByIdAsync(id)).Is(HttpStatusCode.OK).Text.Length > 33_000_000);
    }
}
