using System.Text;
using PartnerLrs.Platform.Credentials;

namespace PartnerLrs.Lrs.Tests.Attachments;

/// <summary>What a sender could try to reach more than its own, or to exhaust the server.</summary>
public sealed class HostilePartsTests(SharedServers servers)
{
    [Theory, DatabaseData]
    public async Task Content_is_not_given_to_whoever_announces_its_hash(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var partner = await server.ClientAsync($"thief-{Make.Id():N}", [Scopes.StatementsWrite, Scopes.StatementsReadMine]);
        var (secret, victim, pointing, guessing) = (Announce.Fresh(), Make.Id(), Make.Id(), Make.Id());
        (await lrs.PutAsync(victim, Announce.Statement(victim, secret), Part.Of(secret))).Is(HttpStatusCode.NoContent);

        var announcement = Make.Statement(pointing, more: Announce.All(Announce.One(secret, fileUrl: "http://example.com/f")));
        (await partner.PutAsync(pointing, announcement)).Is(HttpStatusCode.NoContent);
        (await partner.PostAsync(announcement, [])).Is(HttpStatusCode.OK);
        Assert.Empty(await (await partner.GetAsync($"statementId={pointing:D}&attachments=true")).ContentsAsync());
        Assert.Empty(await (await partner.GetAsync("attachments=true")).ContentsAsync());
        // Nor does it come by the statement that delivered it.
        (await partner.GetAsync($"statementId={victim:D}&attachments=true")).Is(HttpStatusCode.NotFound);
        (await partner.PutAsync(guessing, Announce.Statement(guessing, secret), Part.Of([], hash: Part.Sha256(secret)))).Is(HttpStatusCode.BadRequest);
        // The same statement again, by the thief, does not change whose it is.
        (await partner.PostAsync(Announce.Statement(victim, secret))).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task Whoever_reads_only_its_own_gets_only_what_its_own_statements_delivered(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        using var mine = await server.ClientAsync($"mine-{Make.Id():N}", [Scopes.StatementsWrite, Scopes.StatementsReadMine]);
        var (agent, theirs, own) = (Make.Agent(), Announce.Fresh(), Announce.Fresh());
        (await lrs.PostAsync(Make.Statement(Make.Id(), agent, more: Announce.All(Announce.One(theirs))), [Part.Of(theirs)])).Is(HttpStatusCode.OK);
        (await mine.PostAsync(Make.Statement(Make.Id(), agent, more: Announce.All(Announce.One(own), Announce.One(theirs, fileUrl: "http://example.com/f"))), [Part.Of(own)])).Is(HttpStatusCode.OK);
        Assert.Equal([own], await (await mine.GetAsync($"{Make.Query("agent", agent)}&attachments=true")).ContentsAsync());
        Assert.Equal(2, (await (await lrs.GetAsync($"{Make.Query("agent", agent)}&attachments=true")).ContentsAsync()).Count);
    }

    [Theory]
    [DatabaseData("text/plain; name=\\\"a\\\\\\\"b\\\"")]
    [DatabaseData("text/plain; name=\\\"ü\\u2028\\\"")]
    [DatabaseData("text/plain; name=\\\"--boundary\\\"")]
    [DatabaseData("text/html;charset=utf-8;")]
    [DatabaseData("image/svg+xml")]
    public async Task An_announced_media_type_comes_back_as_one_header_or_as_none_of_its_own(Dialect dialect, string type)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, content) = (Make.Id(), Announce.Fresh());
        (await lrs.PostAsync(Make.Statement(id, more: Announce.All(Announce.One(content, type))), [Part.Of(content).Without("Content-Type")])).Is(HttpStatusCode.OK);
        var parts = await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).Is(HttpStatusCode.OK).PartsAsync();
        Assert.Equal(content, parts[1].Content);
        Assert.All(parts[1].Headers[0].Value, character => Assert.InRange(character, ' ', '~'));
    }

    [Theory]
    [DatabaseData("text/plain\\r\\nSet-Cookie: a=b")]
    [DatabaseData("text/plain; name=\\\"a\\r\\nSet-Cookie: a=b\\\"")]
    [DatabaseData("text/plain; name=\\\"a\\u0000\\\"")]
    [DatabaseData("text/plain\\n")]
    public async Task A_media_type_with_line_ends_is_refused(Dialect dialect, string type)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var content = Announce.Fresh();
        (await lrs.PostAsync(Make.Statement(Make.Id(), more: Announce.All(Announce.One(content, type))), [Part.Of(content).Without("Content-Type")])).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public void What_is_stored_as_a_media_type_and_is_none_becomes_bytes_of_no_type()
    {
        foreach (var type in new[] { "", "text", "text/plain\r\nX: y", "text/plain; name=\"ü\"", "a/b\u0000" })
            Assert.Equal("application/octet-stream", Lrs.Attachments.MultipartAnswer.HeaderOf(type));
        Assert.Equal("text/plain; charset=utf-8", Lrs.Attachments.MultipartAnswer.HeaderOf("text/plain;charset=utf-8"));
    }

    [Theory, DatabaseData]
    public async Task Ten_thousand_parts_that_nobody_announced_end_at_the_first(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, content) = (Make.Id(), Announce.Fresh());
        var parts = Enumerable.Range(0, 10_000).Select(i => Part.Of(Encoding.ASCII.GetBytes($"{i}"))).Prepend(Part.Of(content));
        Assert.Contains("part 3", (await lrs.PostAsync(Announce.Statement(id, content), parts)).Is(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);
        (await lrs.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task Two_thousand_parts_that_are_announced_are_taken_and_given(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var id = Make.Id();
        var contents = Enumerable.Range(0, 2_000).Select(i => Encoding.ASCII.GetBytes($"{id} {i}")).ToList();
        (await lrs.PostAsync(Announce.Statement(id, contents), contents.Select(content => Part.Of(content)))).Is(HttpStatusCode.OK);
        Assert.Equal(2_000, (await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).ContentsAsync()).Count);
    }

    [Theory]
    [DatabaseData(true)]
    [DatabaseData(false)]
    public async Task An_attachment_above_the_limit_is_refused_chunked_or_not_and_nothing_is_stored(Dialect dialect, bool isChunked)
    {
        await using var server = await LrsServer.StartAsync(dialect, options => (options.MaximumAttachmentBytes, options.MaximumRequestBytes) = (100_000, 10_000));
        var lrs = await server.AllAsync();
        var (id, small, large) = (Make.Id(), new byte[100_000], new byte[100_001]);
        var content = Multipart.Content(Multipart.Bytes([Part.Json(Announce.Statement(id, small, large)), Part.Of(small), Part.Of(large)]));
        var answer = (await lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, content, change: request => request.Headers.TransferEncodingChunked = isChunked)).Is(HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("Xapi:MaximumAttachmentBytes", answer.Text, StringComparison.Ordinal);
        Assert.Equal(0, await Stored.RowsAsync(server.Database));
        (await lrs.ByIdAsync(id)).Is(HttpStatusCode.NotFound);

        (await lrs.PutAsync(id, Announce.Statement(id, small), Part.Of(small))).Is(HttpStatusCode.NoContent);
        var wordy = Make.Statement(more: $"\"result\":{{\"response\":\"{new string('x', 10_000)}\"}}");
        Assert.Contains("Xapi:MaximumRequestBytes", (await lrs.PostAsync(wordy, [])).Is(HttpStatusCode.RequestEntityTooLarge).Text, StringComparison.Ordinal);
    }

    [Theory, DatabaseData]
    public async Task Part_headers_have_limits(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var content = Announce.Fresh();
        var many = Enumerable.Range(0, 100).Aggregate(Part.Of(content), (part, i) => part.Also($"X-{i}", "y"));
        (await lrs.PostAsync(Announce.Statement(Make.Id(), content), [many])).Is(HttpStatusCode.BadRequest);
        (await lrs.PostAsync(Announce.Statement(Make.Id(), content), [Part.Of(content).Also("X", new string('y', 100_000))])).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task Content_that_holds_the_boundary_in_mid_line_is_not_cut(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var boundary in new[] { "a", "--", "0", new string('-', 70), "b b" })
        {
            var (id, content) = (Make.Id(), Encoding.ASCII.GetBytes($"x--{boundary}\r\n{Make.Id()}\r\n -- {boundary}--\r\n-{boundary}\n--{boundary}"));
            var body = Multipart.Bytes([Part.Json(Announce.Statement(id, content)), Part.Of(content)], boundary);
            (await lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, Multipart.Content(body, $"multipart/mixed; boundary=\"{boundary}\""))).Is(HttpStatusCode.OK);
            Assert.Equal([content], await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).ContentsAsync());
        }
    }
}
