using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Gates;

public sealed class ReceiptTests
{
    [Theory, DatabaseData]
    public async Task A_receipt_is_verified_with_the_published_key_and_names_the_decisions_bytes(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var bytes = await story.Administrator.Http.GetByteArrayAsync(new Uri(Story.Gate, UriKind.Relative));
        var decision = JsonNode.Parse(bytes)!;
        var jws = await ReceiptAsync(story.Administrator, Id(decision));
        var (header, payload) = Verify(jws, await KeysAsync(server));
        Assert.Equal(("ES256", "decision-receipt+jwt"), (header["alg"]!.GetValue<string>(), header["typ"]!.GetValue<string>()));
        Assert.Equal(
            (Id(decision), decision["partner"]!["id"]!.GetValue<string>(), "deal-registration", false, 1),
            (payload["jti"]!.GetValue<string>(), payload["sub"]!.GetValue<string>(), payload["gate"]!.GetValue<string>(), payload["decision"]!.GetValue<bool>(), payload["policyVersion"]!.GetValue<int>()));
        Assert.Equal((decision["asOf"]!.GetValue<string>(), decision["knownAt"]!.GetValue<string>()), (payload["asOf"]!.GetValue<string>(), payload["knownAt"]!.GetValue<string>()));
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(bytes)), payload["answerSha256"]!.GetValue<string>());
        Assert.InRange(payload["iat"]!.GetValue<long>(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 60);
        Assert.StartsWith("http", payload["iss"]!.GetValue<string>(), StringComparison.Ordinal);

        var parts = jws.Split('.');
        var forged = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.ToJsonString().Replace("false", "true", StringComparison.Ordinal)));
        var keys = await KeysAsync(server);
        Assert.Throws<CryptographicException>(() => Verify($"{parts[0]}.{forged}.{parts[2]}", keys));
    }

    [Theory, DatabaseData]
    public async Task A_new_key_signs_from_then_on_and_old_receipts_stay_verifiable_across_restarts(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var decision = Id(await story.Administrator.GetAsync(Story.Gate));
        var first = await ReceiptAsync(story.Administrator, decision);
        var made = await story.Administrator.PostTextAsync("/api/v1/receipt-keys", "", HttpStatusCode.Created);
        var second = await ReceiptAsync(story.Administrator, decision);
        await server.RestartAsync();
        using var later = await server.AdministratorAsync();
        var third = await ReceiptAsync(later, decision);
        var keys = await KeysAsync(server);
        Assert.Equal(2, keys.Count);
        Assert.All(keys, key => Assert.Equal(("EC", "P-256", "sig", "ES256", 7), (key!["kty"]!.GetValue<string>(), key["crv"]!.GetValue<string>(), key["use"]!.GetValue<string>(), key["alg"]!.GetValue<string>(), key.AsObject().Count)));
        Assert.NotEqual(Key(first), Key(second));
        Assert.Equal((made["id"]!.GetValue<string>(), Key(second)), (Key(second), Key(third)));
        foreach (var receipt in new[] { first, second, third })
            Assert.Equal(decision, Verify(receipt, keys).Payload["jti"]!.GetValue<string>());
        var list = (await later.GetAsync("/api/v1/receipt-keys")).AsArray();
        Assert.Equal([(Key(second), true), (Key(first), false)], list.Select(key => (key!["id"]!.GetValue<string>(), key["signs"]!.GetValue<bool>())));
    }

    [Theory, DatabaseData]
    public async Task The_database_alone_does_not_sign_and_a_lost_secret_costs_a_new_key(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await Story.BeginAsync(server);
        var decision = Id(await story.Administrator.GetAsync(Story.Gate));
        var first = await ReceiptAsync(story.Administrator, decision);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.ReceiptKeyFile));
        await using (var connection = await server.Database.Database.OpenAsync())
        {
            await using var select = connection.Command("SELECT sealed FROM standing_receipt_keys");
            var kept = (byte[])(await select.ExecuteScalarAsync())!;
            using var key = ECDsa.Create();
            for (var offset = 0; offset < kept.Length; offset++)
                Assert.ThrowsAny<CryptographicException>(() => key.ImportPkcs8PrivateKey(kept.AsSpan(offset), out _));
        }

        await File.WriteAllTextAsync(server.ReceiptKeyFile, new string('s', 40));
        var second = await ReceiptAsync(story.Administrator, decision);
        Assert.NotEqual(Key(first), Key(second));
        var keys = await KeysAsync(server);
        Verify(first, keys);
        Verify(second, keys);
        await File.WriteAllTextAsync(server.ReceiptKeyFile, "short");
        var problem = await story.Administrator.GetAsync($"/api/v1/decisions/{decision}/receipt", HttpStatusCode.ServiceUnavailable);
        Assert.DoesNotContain(server.ReceiptKeyFile, problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipts_are_for_those_who_may_see_the_decision_and_keys_for_administrators()
    {
        await using var server = await TestServer.StartAsync(Dialect.Sqlite);
        using var story = await Story.BeginAsync(server);
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["missing"]![0]!["cheapest"]!.AsArray().Count == 1);
        var named = Id(await story.Administrator.GetAsync(Story.Gate));
        await story.Administrator.PostAsync("/api/v1/partners", new JsonObject { ["source"] = "crm", ["externalId"] = "rival", ["name"] = "Rival" }, HttpStatusCode.Created);
        var rival = (await story.Administrator.GetAsync("/api/v1/partners/crm:rival"))["id"]!.GetValue<string>();
        using var prm = await server.ClientAsync("prm", null, Scopes.GatesCheck);
        using var bound = await server.ClientAsync("bound", rival, Scopes.Admin);
        using var writer = await server.ClientAsync("writer", null, Scopes.StatementsWrite);
        using var stranger = new ApiClient(server.Address, "nobody", "nothing");
        foreach (var path in new[] { $"/api/v1/decisions/{named}/receipt", $"/api/v1/decisions/{named}/reconsiderations" })
        {
            await prm.GetAsync(path, HttpStatusCode.NotFound);
            await bound.GetAsync(path, HttpStatusCode.NotFound);
            await writer.GetAsync(path, HttpStatusCode.Forbidden);
            await stranger.GetAsync(path, HttpStatusCode.Unauthorized);
        }

        await story.Administrator.GetAsync($"/api/v1/decisions/{Story.NewId()}/receipt", HttpStatusCode.NotFound);
        await story.Administrator.GetAsync("/api/v1/decisions/x/receipt", HttpStatusCode.NotFound);
        await prm.GetAsync("/api/v1/receipt-keys", HttpStatusCode.Forbidden);
        await prm.PostTextAsync("/api/v1/receipt-keys", "", HttpStatusCode.Forbidden);
        await bound.PostTextAsync("/api/v1/receipt-keys", "", HttpStatusCode.Forbidden);
        Assert.Empty(await KeysAsync(server));
    }

    private static string Id(JsonNode decision) => decision["decisionId"]!.GetValue<string>();

    private static string Key(string jws) => JsonNode.Parse(Base64Url.DecodeFromChars(jws.Split('.')[0]))!["kid"]!.GetValue<string>();

    private static async Task<string> ReceiptAsync(ApiClient client, string decision)
    {
        using var response = await client.Http.GetAsync(new Uri($"/api/v1/decisions/{decision}/receipt", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "application/jose"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<JsonArray> KeysAsync(TestServer server)
    {
        using var anyone = new HttpClient();
        return JsonNode.Parse(await anyone.GetStringAsync(new Uri($"{server.Address}/.well-known/jwks.json")))!["keys"]!.AsArray();
    }

    /// <summary>Verifies as somebody would who has nothing but the receipt and the published keys.</summary>
    private static (JsonNode Header, JsonNode Payload) Verify(string jws, JsonArray keys)
    {
        var parts = jws.Split('.');
        Assert.Equal(3, parts.Length);
        var jwk = keys.Single(key => key!["kid"]!.GetValue<string>() == Key(jws))!;
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(jwk["x"]!.GetValue<string>()), Y = Base64Url.DecodeFromChars(jwk["y"]!.GetValue<string>()) },
        });
        if (!key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
            throw new CryptographicException("The signature does not fit.");
        return (JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!, JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!);
    }
}
