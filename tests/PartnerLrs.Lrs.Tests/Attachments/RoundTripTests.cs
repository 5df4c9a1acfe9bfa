using System.Security.Cryptography;
using System.Text;

namespace PartnerLrs.Lrs.Tests.Attachments;

/// <summary>Attachments go in and come out (xAPI 1.0.3 Communication 1.5.2, 2.1.3).</summary>
public sealed class RoundTripTests(SharedServers servers)
{
    [Theory]
    [DatabaseData("1.0.3")]
    [DatabaseData("2.0.0")]
    public async Task Every_kind_of_content_comes_back_as_it_went_in(Dialect dialect, string version)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        byte[][] contents =
        [
            [],
            [0],
            Encoding.ASCII.GetBytes("\r\n"),
            Encoding.ASCII.GetBytes($"\r\n--{Multipart.Boundary[..^1]}\r\n--\r\n\r\n--"),
            Encoding.ASCII.GetBytes($"--{Multipart.Boundary}--"),
            [.. Enumerable.Range(0, 256).Select(i => (byte)i)],
            RandomNumberGenerator.GetBytes((256 * 1024) - 1),
            RandomNumberGenerator.GetBytes(256 * 1024),
            RandomNumberGenerator.GetBytes((256 * 1024 * 5) + 1),
        ];
        var id = Make.Id();
        // A line that starts with the boundary ends a part, so the one content that does is put behind other text.
        contents[4] = [.. "x"u8, .. contents[4]];
        (await lrs.PostAsync(Announce.Statement(id, contents), contents.Select(content => Part.Of(content)), version)).Is(HttpStatusCode.OK);
        var back = await (await lrs.GetAsync($"statementId={id:D}&attachments=true", version)).ContentsAsync();
        Assert.Equal(contents.Select(Part.Sha256).Order(StringComparer.Ordinal), back.Select(Part.Sha256).Order(StringComparer.Ordinal));
    }

    [Theory, DatabaseData]
    public async Task Parts_name_type_hash_and_length(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, content) = (Make.Id(), Announce.Fresh());
        var hash = Part.Sha256(content).ToUpperInvariant();
        (await lrs.PostAsync(Make.Statement(id, more: Announce.All(Announce.One(content, "Text/Plain;charset=utf-8", hash: hash))), [Part.Of(content, "text/plain", hash.ToLowerInvariant())])).Is(HttpStatusCode.OK);
        var parts = await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).Is(HttpStatusCode.OK).PartsAsync();
        Assert.Equal(id, System.Text.Json.JsonDocument.Parse(parts[0].Content).RootElement.GetProperty("id").GetGuid());
        Assert.Equal([("Content-Type", "Text/Plain; charset=utf-8"), ("Content-Transfer-Encoding", "binary"), (Part.HashHeader, hash.ToLowerInvariant()), ("Content-Length", $"{content.Length}")], parts[1].Headers);
    }

    [Theory, DatabaseData]
    public async Task The_longer_hashes_of_the_family_serve_too(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var content = Announce.Fresh();
        foreach (var hash in new[] { Convert.ToHexString(SHA384.HashData(content)), Convert.ToHexStringLower(SHA512.HashData(content)) })
        {
            var id = Make.Id();
            (await lrs.PostAsync(Make.Statement(id, more: Announce.All(Announce.One(content, hash: hash))), [Part.Of(content, hash: hash)])).Is(HttpStatusCode.OK);
            Assert.Equal([content], await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).ContentsAsync());
        }
    }

    [Theory, DatabaseData]
    public async Task Statements_of_a_batch_may_share_a_part_and_a_page_has_it_once(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (agent, shared, own) = (Make.Agent(), Announce.Fresh(), Announce.Fresh());
        var ids = Enumerable.Range(0, 5).Select(_ => Make.Id()).ToList();
        var batch = ids.Select((id, i) => Make.Statement(id, agent, more: Announce.All(i == 2 ? [Announce.One(own), Announce.One(shared)] : [Announce.One(shared), Announce.One(shared)])));
        (await lrs.PostAsync(Make.Batch(batch), [Part.Of(own), Part.Of(shared)])).Is(HttpStatusCode.OK);
        foreach (var id in ids)
            Assert.Contains(shared, await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).ContentsAsync());
        var page = await (await lrs.GetAsync($"{Make.Query("agent", agent)}&attachments=true")).ContentsAsync();
        Assert.Equal(new[] { shared, own }.Select(Part.Sha256).Order(StringComparer.Ordinal), page.Select(Part.Sha256).Order(StringComparer.Ordinal));
    }

    [Theory, DatabaseData]
    public async Task Pages_have_the_attachments_of_their_own_statements(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var agent = Make.Agent();
        var contents = Enumerable.Range(0, 25).Select(_ => Announce.Fresh()).ToList();
        var batch = contents.Select(content => Make.Statement(Make.Id(), agent, more: Announce.All(Announce.One(content))));
        (await lrs.PostAsync(Make.Batch(batch), contents.Select(content => Part.Of(content)))).Is(HttpStatusCode.OK);
        var found = new List<byte[]>();
        for (var next = $"{LrsClient.Statements}?{Make.Query("agent", agent)}&limit=10&ascending=true&attachments=true"; next.Length > 0;)
        {
            var parts = await (await lrs.SendAsync(HttpMethod.Get, next.TrimStart('/'))).Is(HttpStatusCode.OK).PartsAsync();
            found.AddRange(parts.Skip(1).Select(part => part.Content).OrderBy(content => contents.FindIndex(content.SequenceEqual)));
            var page = System.Text.Json.JsonDocument.Parse(parts[0].Content).RootElement;
            Assert.Equal(parts.Count - 1, page.GetProperty("statements").GetArrayLength());
            next = page.GetProperty("more").GetString()!;
        }

        Assert.Equal(contents, found);
    }

    [Theory, DatabaseData]
    public async Task Attachments_of_a_SubStatement_count(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, content) = (Make.Id(), Announce.Fresh());
        var statement = $$$"""
            {"id":"{{{id:D}}}","actor":{{{Make.Agent()}}},"verb":{"id":"http://example.com/verbs/planned"},"object":{"objectType":"SubStatement",
            "actor":{{{Make.Agent()}}},"verb":{"id":"http://example.com/verbs/did"},"object":{"id":"http://example.com/activities/1"},{{{Announce.All(Announce.One(content))}}}}}
            """;
        Assert.Equal("/object/attachments/0", (await lrs.PostAsync(statement)).Is(HttpStatusCode.BadRequest).Pointer);
        (await lrs.PostAsync(statement, [Part.Of(content)])).Is(HttpStatusCode.OK);
        Assert.Equal([content], await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).ContentsAsync());
    }

    [Theory, DatabaseData]
    public async Task Without_the_parameter_the_answer_is_JSON(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, agent, content) = (Make.Id(), Make.Agent(), Announce.Fresh());
        (await lrs.PutAsync(id, Make.Statement(id, agent, more: Announce.All(Announce.One(content))), Part.Of(content))).Is(HttpStatusCode.NoContent);
        foreach (var query in new[] { $"statementId={id:D}", $"statementId={id:D}&attachments=false", Make.Query("agent", agent), Make.Query("agent", agent) + "&attachments=false" })
            Assert.Equal("application/json", (await lrs.GetAsync(query)).Is(HttpStatusCode.OK).Headers["Content-Type"]);
        foreach (var query in new[] { $"statementId={id:D}&attachments=true", Make.Query("agent", agent) + "&attachments=true" })
        {
            var head = (await lrs.SendAsync(HttpMethod.Head, $"{LrsClient.Statements}?{query}")).Is(HttpStatusCode.OK);
            Assert.StartsWith("multipart/mixed; boundary=", head.Headers["Content-Type"], StringComparison.Ordinal);
            Assert.Empty(head.Bytes);
            Assert.True(head.Headers.ContainsKey("Last-Modified"));
        }
    }

    [Theory, DatabaseData]
    public async Task Multipart_is_also_for_statements_without_attachments_or_with_a_fileUrl_only(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (plain, pointing) = (Make.Id(), Make.Id());
        (await lrs.PostAsync(Make.Statement(plain), [])).Is(HttpStatusCode.OK);
        (await lrs.PostAsync(Make.Statement(pointing, more: Announce.All(Announce.One(Announce.Fresh(), fileUrl: "http://example.com/f"))), [])).Is(HttpStatusCode.OK);
        foreach (var id in new[] { plain, pointing })
            Assert.Empty(await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).ContentsAsync());
        (await lrs.GetAsync($"statementId={Make.Id():D}&attachments=true")).Is(HttpStatusCode.NotFound);
    }

    [Theory, DatabaseData]
    public async Task Content_may_come_although_there_is_a_fileUrl(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, content) = (Make.Id(), Announce.Fresh());
        (await lrs.PostAsync(Make.Statement(id, more: Announce.All(Announce.One(content, fileUrl: "http://example.com/f"))), [Part.Of(content)])).Is(HttpStatusCode.OK);
        Assert.Equal([content], await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).ContentsAsync());
    }

    [Theory, DatabaseData]
    public async Task The_hash_says_which_content_it_is_the_announced_length_is_not_held_against_it(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, content) = (Make.Id(), Announce.Fresh());
        (await lrs.PostAsync(Make.Statement(id, more: Announce.All(Announce.One(content, length: 3))), [Part.Of(content)])).Is(HttpStatusCode.OK);
        Assert.Equal([content], await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).ContentsAsync());
    }

    [Theory, DatabaseData]
    public async Task The_same_statement_again_changes_nothing_also_with_content_that_it_lacked(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, agent, content) = (Make.Id(), Make.Agent(), Announce.Fresh());
        var statement = Make.Statement(id, agent, more: Announce.All(Announce.One(content, fileUrl: "http://example.com/f")));
        (await lrs.PutAsync(id, statement)).Is(HttpStatusCode.NoContent);
        (await lrs.PutAsync(id, statement, Part.Of(content))).Is(HttpStatusCode.NoContent);
        Assert.Empty(await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).ContentsAsync());
        var (other, brought) = (Make.Id(), Announce.Fresh());
        for (var i = 0; i < 2; i++)
            (await lrs.PutAsync(other, Make.Statement(other, agent, more: Announce.All(Announce.One(brought))), Part.Of(brought))).Is(HttpStatusCode.NoContent);
        Assert.Equal([brought], await (await lrs.GetAsync($"statementId={other:D}&attachments=true")).ContentsAsync());
    }

    [Theory, DatabaseData]
    public async Task A_voided_statement_keeps_its_attachments(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, content) = (Make.Id(), Announce.Fresh());
        (await lrs.PostAsync(Announce.Statement(id, content), [Part.Of(content)])).Is(HttpStatusCode.OK);
        (await lrs.PostAsync(Make.Voiding(id))).Is(HttpStatusCode.OK);
        (await lrs.GetAsync($"statementId={id:D}&attachments=true")).Is(HttpStatusCode.NotFound);
        Assert.Equal([content], await (await lrs.GetAsync($"voidedStatementId={id:D}&attachments=true")).ContentsAsync());
    }
}
