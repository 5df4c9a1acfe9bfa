using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Attachments;

namespace PartnerLrs.Lrs.Tests.Attachments;

/// <summary>Content without a statement: a request that fails leaves none, and a crash leaves none for long.</summary>
public sealed class OrphanTests(SharedServers servers)
{
    [Theory, DatabaseData]
    public async Task A_batch_that_conflicts_stores_none_of_its_attachments(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var (taken, agent) = (Make.Id(), Make.Agent());
        (await lrs.PutAsync(taken, Make.Statement(taken))).Is(HttpStatusCode.NoContent);
        var contents = Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetBytes(700_000)).ToList();
        var batch = contents.Select((content, i) => Make.Statement(i == 3 ? taken : Make.Id(), agent, more: Announce.All(Announce.One(content))));
        (await lrs.PostAsync(Make.Batch(batch), contents.Select(content => Part.Of(content)))).Is(HttpStatusCode.Conflict);
        Assert.Equal(0, await Stored.RowsAsync(server.Database));
        Assert.Empty((await lrs.GetAsync(Make.Query("agent", agent))).Ids);
        // The sender mends it and sends the same content again.
        (await lrs.PostAsync(Make.Batch(contents.Select(content => Make.Statement(Make.Id(), agent, more: Announce.All(Announce.One(content))))), contents.Select(content => Part.Of(content)))).Is(HttpStatusCode.OK);
        Assert.Equal(5, (await (await lrs.GetAsync($"{Make.Query("agent", agent)}&attachments=true")).ContentsAsync()).Count);
        Assert.Equal((5, 15, 5, 0), await CountsAsync(server.Database));
    }

    [Theory, DatabaseData]
    public async Task A_request_that_is_wrong_in_its_last_part_stores_nothing_of_the_parts_before(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var (first, second) = (Announce.Fresh(), Announce.Fresh());
        (await lrs.PostAsync(Announce.Statement(Make.Id(), first, second), [Part.Of(first), Part.Of(second) with { Content = first }])).Is(HttpStatusCode.BadRequest);
        Assert.Equal(0, await Stored.RowsAsync(server.Database));
    }

    [Theory, DatabaseData]
    public async Task What_a_crash_left_is_removed_at_the_next_start_and_nobody_could_read_it(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var (id, kept, lost) = (Make.Id(), RandomNumberGenerator.GetBytes(300_000), RandomNumberGenerator.GetBytes(AttachmentStore.ChunkBytes * 40));
        (await lrs.PutAsync(id, Announce.Statement(id, kept), Part.Of(kept))).Is(HttpStatusCode.NoContent);
        // A process that dies here has uploaded and committed no statement.
        await using var received = await ReceivedAsync(lost);
        var store = server.Services.GetRequiredService<AttachmentStore>();
        _ = await store.UploadAsync(received, default);
        Assert.Equal((1, 42, 1, 1), await CountsAsync(server.Database));
        Assert.Equal([kept], await (await lrs.GetAsync("attachments=true")).ContentsAsync());

        await using var next = await server.StartAnotherAsync();
        for (var i = 0; i < 200 && await Stored.CountAsync(server.Database, "lrs_attachment_uploads") > 0; i++)
            await Task.Delay(50);
        Assert.Equal((1, 2, 1, 0), await CountsAsync(server.Database));
        Assert.Equal([kept], await (await lrs.GetAsync("attachments=true")).ContentsAsync());
    }

    [Theory, DatabaseData]
    public async Task A_statement_whose_upload_was_swept_away_is_not_stored(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var store = server.Services.GetRequiredService<AttachmentStore>();
        await using var received = await ReceivedAsync(Announce.Fresh());
        var part = received.Parts.Single();
        await using var uploads = await store.UploadAsync(received, default);
        Assert.Equal(1, await store.SweepAsync(TimeProvider.System.UtcNow().AddMinutes(1), default));
        var ingest = server.Services.GetRequiredService<Lrs.Statements.Write.StatementIngest>();
        var statements = new List<Xapi.ParsedStatement>();
        Assert.Null(Xapi.StatementReader.Read(System.Text.Encoding.UTF8.GetBytes(Make.Statement()), Xapi.XapiVersion.V2, statements, out _));
        var sender = (await server.AllAsync()).Credential!;
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => ingest.StoreAsync(sender, statements, Xapi.XapiVersion.V2, null, _ => [new AttachmentDelivery(part.Sha2, "text/plain", uploads.Of(part))], default));
        Assert.Equal(0, await Stored.CountAsync(server.Database, "lrs_statements"));
        // The writer goes on.
        (await (await server.AllAsync()).PostAsync(Make.Statement())).Is(HttpStatusCode.OK);
    }

    [Theory, DatabaseData]
    public async Task Of_many_who_bring_the_same_content_at_once_the_failing_ones_take_nothing_from_the_others(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var taken = Make.Id();
        (await lrs.PutAsync(taken, Make.Statement(taken))).Is(HttpStatusCode.NoContent);
        for (var round = 0; round < 3; round++)
        {
            var content = RandomNumberGenerator.GetBytes(600_000);
            var good = Enumerable.Range(0, 6).Select(_ => Make.Id()).ToList();
            var goods = good.Select(id => lrs.PostAsync(Announce.Statement(id, content), [Part.Of(content)]));
            var bads = Enumerable.Range(0, 6).Select(_ => lrs.PostAsync(Announce.Statement(taken, content), [Part.Of(content)]));
            var answers = await Task.WhenAll(bads.Zip(goods).SelectMany(pair => new[] { pair.First, pair.Second }));
            Assert.Equal(6, answers.Count(answer => answer.Status == HttpStatusCode.OK));
            Assert.Equal(6, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
            foreach (var id in good)
                Assert.Equal([content], await (await lrs.GetAsync($"statementId={id:D}&attachments=true")).ContentsAsync());
            Assert.Equal((round + 1, 3 * (round + 1), 6 * (round + 1), 0), await CountsAsync(server.Database));
        }
    }

    [Theory, DatabaseData]
    public async Task A_sender_that_hangs_up_leaves_nothing(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        var (id, content) = (Make.Id(), new byte[4_000_000]);
        using var hangUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        var body = new StallingContent(Multipart.Bytes([Part.Json(Announce.Statement(id, content)), Part.Of(content)]), 3_000_000, hangUp.Token);
        await Assert.ThrowsAnyAsync<Exception>(() => lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, body, cancellationToken: hangUp.Token));
        (await lrs.ByIdAsync(id)).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await Stored.RowsAsync(server.Database));
    }

    [Theory, DatabaseData]
    public async Task Other_requests_are_written_while_a_large_attachment_comes_in(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, content) = (Make.Id(), RandomNumberGenerator.GetBytes(30_000_000));
        var large = lrs.PostAsync(Announce.Statement(id, content), [Part.Of(content)]);
        while (!large.IsCompleted)
            (await lrs.PostAsync(Make.Statement())).Is(HttpStatusCode.OK);
        (await large).Is(HttpStatusCode.OK);
    }

    private static async Task<ReceivedAttachments> ReceivedAsync(byte[] content)
    {
        var received = new ReceivedAttachments();
        await received.Spool.AppendAsync(content, default);
        received.Add(new ReceivedPart(2, SHA256.HashData(content), 0, content.Length));
        return received;
    }

    private static async Task<(long Attachments, long Chunks, long Deliveries, long Uploads)> CountsAsync(Database database) => (
        await Stored.CountAsync(database, "lrs_attachments"),
        await Stored.CountAsync(database, "lrs_attachment_chunks"),
        await Stored.CountAsync(database, "lrs_attachment_refs"),
        await Stored.CountAsync(database, "lrs_attachment_uploads"));

    /// <summary>Sends the beginning of a body, and then nothing.</summary>
    private sealed class StallingContent : HttpContent
    {
        private readonly byte[] body;
        private readonly int sent;
        private readonly CancellationToken until;

        public StallingContent(byte[] body, int sent, CancellationToken until)
        {
            (this.body, this.sent, this.until) = (body, sent, until);
            Headers.TryAddWithoutValidation("Content-Type", $"multipart/mixed; boundary=\"{Multipart.Boundary}\"");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(body.AsMemory(0, sent), until);
            await Task.Delay(Timeout.Infinite, until);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
