using System.Text;

namespace PartnerLrs.Lrs.Tests.Attachments;

/// <summary>What a multipart request must not be (xAPI 1.0.3 Communication 1.5.2), and that nothing of it is stored then.</summary>
public sealed class RefusedPartsTests(SharedServers servers)
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("here is some content");
    private static readonly byte[] Other = Encoding.UTF8.GetBytes("here is some other content");

    [Theory]
    [DatabaseData("1.0.3")]
    [DatabaseData("2.0.0")]
    public async Task Parts_that_are_not_what_the_statements_announce_are_refused(Dialect dialect, string version)
    {
        var good = Part.Of(Content);
        var sha224 = new string('a', 56);
        (string Statement, Part[] Parts, string Says)[] cases =
        [
            (Announced(), [good.Without(Part.HashHeader)], "part 2: expected one header X-Experience-API-Hash, found 0"),
            (Announced(), [good.Also(Part.HashHeader, Part.Sha256(Content))], "part 2: expected one header X-Experience-API-Hash, found 2"),
            (Announced(), [good.Without("Content-Transfer-Encoding")], "part 2: expected one header Content-Transfer-Encoding"),
            (Announced(), [good.With("Content-Transfer-Encoding", "base64")], "part 2: expected the Content-Transfer-Encoding binary, found 'base64'"),
            (Announced(), [good, Part.Of(Other)], "part 3: expected in X-Experience-API-Hash the sha2 of an attachment"),
            (Announced(), [good with { Content = Other }], "part 2: expected content with the SHA256 hash"),
            (Announced(), [good, good], "part 3: expected each attachment once"),
            (Announced(), [good.With("Content-Type", "text/html")], "part 2: expected the Content-Type 'application/octet-stream'"),
            (Announced(type: "text/plain; charset=utf-8"), [good.With("Content-Type", "text/plain;charset=ascii")], "part 2: expected the Content-Type 'text/plain; charset=utf-8'"),
            (Announced(), [good.With("Content-Type", "text")], "part 2: expected one internet media type"),
            (Announced(), [good.With("Content-Length", "7")], "part 2: expected the Content-Length 20"),
            (Announced(length: 7), [good.With("Content-Length", "7")], "part 2: expected 7 bytes as its Content-Length says, found 20"),
            (Announced(), [good.With("Content-Length", "many")], "part 2: expected a number of bytes"),
            (Announced(hash: sha224), [Part.Of(Content, hash: sha224)], "SHA-224"),
            (Announced(), [Part.Json(Make.Statement()), good], "part 2: expected one header X-Experience-API-Hash"),
        ];
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var (statement, parts, says) in cases)
        {
            var answer = (await lrs.PostAsync(statement, parts, version)).Is(HttpStatusCode.BadRequest);
            Assert.Contains(says, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal(version == "1.0.3" ? "xAPI 1.0.3 Communication 1.5.2" : "xAPI 2.0 4.1.3", answer.Json.GetProperty("errors")[0].GetProperty("requirement").GetString());
            (await lrs.ByIdAsync(System.Text.Json.JsonDocument.Parse(statement).RootElement.GetProperty("id").GetGuid())).Is(HttpStatusCode.NotFound);
        }
    }

    [Theory, DatabaseData]
    public async Task An_announced_attachment_that_does_not_come_is_refused_by_its_pointer(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var two = Make.Statement(Make.Id(), more: Announce.All(Announce.One(Content), Announce.One(Other)));
        Assert.Equal("/attachments/1", (await lrs.PostAsync(two, [Part.Of(Content)])).Is(HttpStatusCode.BadRequest).Pointer);
        Assert.Equal("/1/attachments/0", (await lrs.PostAsync(Make.Batch([Make.Statement(), two]), [Part.Of(Other)])).Is(HttpStatusCode.BadRequest).Pointer);
        Assert.Equal("/attachments/0", (await lrs.PostAsync(two)).Is(HttpStatusCode.BadRequest).Pointer);
    }

    [Theory, DatabaseData]
    public async Task A_body_that_is_not_multipart_as_it_says_is_refused(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var good = Multipart.Bytes([Part.Json(Announced()), Part.Of(Content)]);
        foreach (var type in new[] { "multipart/mixed", "multipart/mixed;", "multipart/mixed; boundary=", "multipart/mixed; boundary=\"\"", $"multipart/mixed; boundary={new string('b', 71)}", "multipart/mixed; boundary=another", "multipart/form-data; boundary=abc", "multipart/related; boundary=abc" })
            (await lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, Multipart.Content(good, type))).Is(HttpStatusCode.BadRequest);
        byte[][] bodies =
        [
            [],
            Encoding.ASCII.GetBytes("--"),
            Encoding.ASCII.GetBytes($"--{Multipart.Boundary}--\r\n"),
            Encoding.ASCII.GetBytes($"--{Multipart.Boundary}\r\n"),
            Multipart.Bytes([Part.Json(Announced()), Part.Of(Content)], close: false),
            good[..^8],
            good[(Multipart.Boundary.Length + 4)..],
            Multipart.Bytes([Part.Json(Announced(), "text/plain"), Part.Of(Content)]),
            Multipart.Bytes([Part.Json(Announced()).Without("Content-Type"), Part.Of(Content)]),
            Multipart.Bytes([Part.Json(Announced(), "application/xml"), Part.Of(Content)]),
            Multipart.Bytes([Part.Of(Content), Part.Json(Announced())]),
            Multipart.Bytes([Part.Json(Announced() + "}"), Part.Of(Content)]),
            Multipart.Bytes([Part.Json(Announced()), Part.Of(Content).Also("A line that is no header", "").With("X", "\r\nno header")]),
        ];
        foreach (var body in bodies)
            (await lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, Multipart.Content(body))).Is(HttpStatusCode.BadRequest);
    }

    [Theory, DatabaseData]
    public async Task A_preamble_and_an_epilogue_are_no_parts(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        byte[] body = [.. "A preamble.\r\n"u8, .. Multipart.Bytes([Part.Json(Announced()), Part.Of(Content)]), .. "An epilogue."u8];
        (await lrs.SendAsync(HttpMethod.Post, LrsClient.Statements, Multipart.Content(body))).Is(HttpStatusCode.OK);
    }

    private static string Announced(string type = "application/octet-stream", long? length = null, string? hash = null) =>
        Make.Statement(Make.Id(), more: Announce.All(Announce.One(Content, type, length: length, hash: hash)));
}
