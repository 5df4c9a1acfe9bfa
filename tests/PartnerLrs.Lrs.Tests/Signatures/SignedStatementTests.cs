using PartnerLrs.Lrs.Tests.Attachments;

namespace PartnerLrs.Lrs.Tests.Signatures;

/// <summary>Signed statements (xAPI 1.0.3 Data 2.6).</summary>
public sealed class SignedStatementTests(SharedServers servers)
{
    [Theory]
    [DatabaseData("1.0.3")]
    [DatabaseData("2.0.0")]
    public async Task A_statement_that_its_signature_signs_is_stored_with_it(Dialect dialect, string version)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        foreach (var alg in new[] { "RS256", "RS384", "RS512" })
        {
            foreach (var chain in new[] { null, Signer.Chain })
            {
                var id = Make.Id();
                var payload = Make.Statement(id);
                var signature = Signer.Sign(payload, alg, chain: chain);
                (await lrs.PostAsync(Signed(payload, signature), [Part.Of(signature)], version)).Is(HttpStatusCode.OK);
                Assert.Equal([signature], await (await lrs.GetAsync($"statementId={id:D}&attachments=true", version)).ContentsAsync());
            }
        }
    }

    [Theory, DatabaseData]
    public async Task What_does_not_count_between_equal_statements_does_not_count_here(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (id, agent) = (Make.Id(), Make.Agent());
        // The payload is as a sender wrote it before the id was drawn, with spaces, another order, an attachment and a finer duration.
        var file = Announce.Fresh();
        var payload = $$"""
            {"result":{"duration":"PT1.2345S"}, "verb":{"id":"http://example.com/verbs/did","display":{"en":"did"} },
             "actor":{{agent}}, "object":{"id":"http://example.com/activities/1"} }
            """;
        var signature = Signer.Sign(payload, chain: Signer.Chain);
        var statement = Make.Statement(id, agent, more: "\"result\":{\"duration\":\"PT1.239S\"}," + Announce.All(Announce.One(file), Announce.One(signature, usage: Announce.SignatureUsage)));
        (await lrs.PostAsync(statement, [Part.Of(signature), Part.Of(file)])).Is(HttpStatusCode.OK);
    }

    [Theory, DatabaseData]
    public async Task What_a_signature_must_be_it_is_held_to(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var payload = Make.Statement(Make.Id());
        (byte[] Signature, string Says)[] cases =
        [
            (System.Text.Encoding.ASCII.GetBytes($"no signature {Make.Id()}"), "JWS in compact serialisation"),
            (Signer.Sign(payload, header: """{"alg":"HS256"}"""), "RS256, RS384 or RS512"),
            (Signer.Sign(Make.Statement(Make.Id())), "found another statement"),
            (Signer.Sign(payload.Replace("http://example.com/verbs/did", "http://example.com/verbs/undid", StringComparison.Ordinal)), "found another statement"),
            (Signer.Sign(payload[..^1]), "the statement as the payload"),
            (Signer.Sign("{}"), "the statement as the payload"),
            (Signer.Sign($"[{payload}]"), "the statement as the payload"),
            (Signer.Sign(""), "the statement as the payload"),
            (Signer.Sign(payload, key: Signer.OtherKey, chain: Signer.Chain), "does not verify"),
            (Signer.Sign(payload, chain: [[1, 2, 3]]), "X.509 certificate"),
        ];
        foreach (var (signature, says) in cases)
        {
            var answer = (await lrs.PostAsync(Signed(payload, signature), [Part.Of(signature)])).Is(HttpStatusCode.BadRequest);
            Assert.Contains(says, answer.Text, StringComparison.Ordinal);
            Assert.Equal("/attachments/0", answer.Pointer);
            Assert.Contains("xAPI 2.0 4.2.6", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory, DatabaseData]
    public async Task A_signature_is_of_its_own_media_type_and_comes_along(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var payload = Make.Statement(Make.Id());
        var signature = Signer.Sign(payload);
        (await lrs.PostAsync(Signed(payload, signature, type: "text/plain"), [Part.Of(signature, "text/plain")])).Is(HttpStatusCode.BadRequest);
        (await lrs.PostAsync(Signed(payload, signature, fileUrl: "http://example.com/s"), [])).Is(HttpStatusCode.BadRequest);
        Assert.Contains("signature is missing", (await lrs.PostAsync(Signed(payload, signature, fileUrl: "http://example.com/s"))).Is(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);
        (await lrs.PostAsync(Signed(payload, signature), [Part.Of(signature)])).Is(HttpStatusCode.OK);
    }

    [Theory, DatabaseData]
    public async Task A_batch_is_refused_for_one_wrong_signature(Dialect dialect)
    {
        var lrs = await (await servers.OnAsync(dialect)).AllAsync();
        var (first, second) = (Make.Statement(Make.Id()), Make.Statement(Make.Id()));
        var signature = Signer.Sign(first);
        var answer = (await lrs.PostAsync(Make.Batch([Signed(first, signature), Signed(second, signature)]), [Part.Of(signature)])).Is(HttpStatusCode.BadRequest);
        Assert.Equal("/1/attachments/0", answer.Pointer);
    }

    [Theory, DatabaseData]
    public async Task Readers_of_the_log_are_told_who_signed_a_statement(Dialect dialect)
    {
        var server = await servers.OnAsync(dialect);
        var lrs = await server.AllAsync();
        var fingerprint = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Signer.Chain[0]));
        // A signature that leaves the day open could be sent again as of another one, and one without a certificate names nobody.
        (string? Timestamp, Func<string, byte[]?> Sign, string? Signer)[] cases =
        [
            ("2026-01-02T03:04:05.6Z", statement => Signer.Sign(statement, chain: Signer.Chain), fingerprint),
            ("2026-01-02T03:04:05.6Z", statement => Signer.Sign(statement.Replace(",\"timestamp\":\"2026-01-02T03:04:05.6Z\"", "", StringComparison.Ordinal), chain: Signer.Chain), null),
            ("2026-01-02T03:04:05.6Z", statement => Signer.Sign(statement), null),
            (null, statement => Signer.Sign(statement, chain: Signer.Chain), null),
            (null, _ => null, null),
        ];
        foreach (var (timestamp, sign, signer) in cases)
        {
            var id = Make.Id();
            var statement = Make.Statement(id, more: timestamp is null ? null : $"\"timestamp\":\"{timestamp}\"");
            var signature = sign(statement);
            (signature is null ? await lrs.PostAsync(statement) : await lrs.PostAsync(Signed(statement, signature), [Part.Of(signature)])).Is(HttpStatusCode.OK);
            var entry = await server.Log.FindAsync(id, TestContext.Current.CancellationToken);
            var logged = Assert.Single((await server.Log.ReadAsync([entry!.Seq], TestContext.Current.CancellationToken)).Statements);
            Assert.Equal(signer, logged.Signer);
        }
    }

    private static string Signed(string statement, byte[] signature, string type = "application/octet-stream", string? fileUrl = null) =>
        $"{statement[..^1]},{Announce.All(Announce.One(signature, type, fileUrl, usage: Announce.SignatureUsage))}}}";
}
