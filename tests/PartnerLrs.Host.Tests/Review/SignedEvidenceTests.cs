using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Credentials;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Testing;

namespace PartnerLrs.Host.Tests.Review;

/// <summary>Signed statements end to end: a signer whom the course trusts is believed whoever delivers the statement, and for the day that was signed only (item 7).</summary>
public sealed class SignedEvidenceTests
{
    private const string Ada = "mailto:ada@nordwind.example";
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly byte[] Certificate = Certify("CN=Exam centre", Key);
    private static readonly RSA OtherKey = RSA.Create(2048);
    private static readonly byte[] OtherCertificate = Certify("CN=Somebody", OtherKey);

    [Theory, DatabaseData]
    public async Task A_statement_signed_by_a_trusted_certificate_counts_whoever_delivers_it(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        var partner = (await story.Administrator.GetAsync("/api/v1/partners/crm:nordwind"))["id"]!.GetValue<string>();
        using var own = await server.ClientAsync("own", partner, Scopes.StatementsWrite);

        // By a certificate that nobody named, and by none: they wait.
        var forged = Signed(Passed("2026-01-10T00:00:00Z"), OtherKey, OtherCertificate);
        await SendAsync(own, forged);
        var unsigned = Passed("2026-01-11T00:00:00Z");
        await own.PostAsync("/xapi/statements", unsigned);
        var waiting = await story.Administrator.UntilAsync("/api/v1/evidence", answer => answer["items"]!.AsArray().Count == 2);
        var bySomebody = waiting["items"]!.AsArray().Single(item => item!["statementId"]!.GetValue<string>() == Id(forged.Statement))!;
        Assert.Equal(("untrusted", Fingerprint(OtherCertificate)), (bySomebody["reason"]!.GetValue<string>(), bySomebody["signer"]!.GetValue<string>()));
        Assert.Contains("signed by a certificate that the course does not name", bySomebody["hint"]!.GetValue<string>(), StringComparison.Ordinal);
        await story.DeniedAsync();

        await SendAsync(own, Signed(Passed("2026-01-12T00:00:00Z"), Key, Certificate));
        await story.AllowedAsync();
        Assert.Equal("2026-01-12T00:00:00Z", (await story.Administrator.GetAsync("/api/v1/awards?state=active"))["items"]![0]!["earnedAt"]!.GetValue<string>());
    }

    [Theory, DatabaseData]
    public async Task A_signature_that_is_sent_again_as_of_another_day_renews_nothing(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        using var courier = await server.ClientAsync("courier", null, Scopes.StatementsWrite);
        var signed = Signed(Passed("2026-01-12T00:00:00Z"), Key, Certificate);
        await SendAsync(courier, signed);
        await story.AllowedAsync();
        var expires = (await story.Administrator.GetAsync("/api/v1/awards?state=active"))["items"]![0]!["expiresAt"]!.GetValue<string>();

        // A signature that states another timestamp is not this statement's, and is refused where it comes in.
        var replayed = (JsonObject)signed.Statement.DeepClone();
        replayed["id"] = Story.NewId();
        replayed["timestamp"] = "2026-11-20T00:00:00Z";
        await SendAsync(courier, (replayed, signed.Signature), HttpStatusCode.BadRequest);
        // One that states none signs the act of any day: it is stored, and nobody is told a signer.
        var timeless = Signed(Passed("2026-11-20T00:00:00Z"), Key, Certificate, withTimestamp: false);
        await SendAsync(courier, timeless);
        var item = (await story.Administrator.UntilAsync("/api/v1/evidence", answer => answer["items"]!.AsArray().Count == 1))["items"]![0]!;
        Assert.Equal((Id(timeless.Statement), "untrusted", null), (item["statementId"]!.GetValue<string>(), item["reason"]!.GetValue<string>(), item["signer"]));
        Assert.Equal(expires, (await story.Administrator.GetAsync("/api/v1/awards?state=active"))["items"]![0]!["expiresAt"]!.GetValue<string>());

        // The same statement of the same day under another id is the same act, and earns no more.
        var again = (JsonObject)signed.Statement.DeepClone();
        again["id"] = Story.NewId();
        await SendAsync(courier, (again, signed.Signature));
        await story.Administrator.UntilAsync(Story.Gate, answer => answer["decision"]!.GetValue<bool>());
        Assert.Equal(expires, Assert.Single((await story.Administrator.GetAsync("/api/v1/awards"))["items"]!.AsArray())!["expiresAt"]!.GetValue<string>());
    }

    [Theory, DatabaseData]
    public async Task A_policy_that_comes_to_trust_a_signer_credits_what_that_one_signed_before(Dialect dialect)
    {
        await using var server = await TestServer.StartAsync(dialect);
        using var story = await BeginAsync(server);
        using var courier = await server.ClientAsync("courier", null, Scopes.StatementsWrite);
        await SendAsync(courier, Signed(Passed("2026-01-12T00:00:00Z"), OtherKey, OtherCertificate));
        await story.Administrator.UntilAsync("/api/v1/evidence", answer => answer["items"]!.AsArray().Count == 1);
        await story.DeniedAsync();
        await story.Administrator.PostAsync("/api/v1/program/versions", Policy(Certificate, OtherCertificate), HttpStatusCode.Created);
        await story.AllowedAsync();
        await story.Administrator.UntilAsync("/api/v1/evidence", answer => answer["items"]!.AsArray().Count == 0);
    }

    private static async Task<Story> BeginAsync(TestServer server)
    {
        var story = await Story.BeginAsync(server);
        await story.Administrator.PostAsync("/api/v1/program/versions", Policy(Certificate), HttpStatusCode.Created);
        return story;
    }

    private static JsonObject Policy(params byte[][] trusted)
    {
        var policy = Story.Policy(Story.Course);
        // The dates here stay where they are; the award must not run out under them.
        policy["certifications"]![0]!["validity"] = "P50Y";
        policy["courses"]![0]!["trustedSigners"] = new JsonArray([.. trusted.Select(certificate => JsonValue.Create(Fingerprint(certificate)))]);
        return policy;
    }

    private static JsonObject Passed(string timestamp)
    {
        var pass = Story.Passed(Ada);
        pass["timestamp"] = timestamp;
        return pass;
    }

    /// <summary>The statement with its signature announced, and the signature of the statement as it was before.</summary>
    private static (JsonObject Statement, byte[] Signature) Signed(JsonObject statement, RSA key, byte[] certificate, bool withTimestamp = true)
    {
        var payload = (JsonObject)statement.DeepClone();
        payload.Remove("id");
        if (!withTimestamp)
            payload.Remove("timestamp");
        var signed = $"{Encode($$"""{"alg":"RS256","x5c":["{{Convert.ToBase64String(certificate)}}"]}""")}.{Encode(payload.ToJsonString())}";
        var signature = Encoding.ASCII.GetBytes($"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}");
        var announced = (JsonObject)statement.DeepClone();
        announced["attachments"] = new JsonArray(new JsonObject
        {
            ["usageType"] = "http://adlnet.gov/expapi/attachments/signature",
            ["display"] = new JsonObject { ["en"] = "Signature" },
            ["contentType"] = "application/octet-stream",
            ["length"] = signature.Length,
            ["sha2"] = Convert.ToHexStringLower(SHA256.HashData(signature)),
        });
        return (announced, signature);
    }

    private static async Task SendAsync(ApiClient client, (JsonObject Statement, byte[] Signature) signed, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var content = new MultipartContent("mixed", "signed-statement");
        content.Add(new StringContent(signed.Statement.ToJsonString(), Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));
        var attachment = new ByteArrayContent(signed.Signature);
        attachment.Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
        attachment.Headers.TryAddWithoutValidation("Content-Transfer-Encoding", "binary");
        attachment.Headers.TryAddWithoutValidation("X-Experience-API-Hash", Convert.ToHexStringLower(SHA256.HashData(signed.Signature)));
        content.Add(attachment);
        using var response = await client.Http.PostAsync(new Uri("/xapi/statements", UriKind.Relative), content);
        Assert.True(response.StatusCode == expected, await response.Content.ReadAsStringAsync());
    }

    private static byte[] Certify(string name, RSA key)
    {
        var now = new DateTimeOffset(TimeProvider.System.UtcNow(), TimeSpan.Zero);
        using var certificate = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddYears(-5), now.AddYears(5));
        return certificate.RawData;
    }

    private static string Fingerprint(byte[] certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate));

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Id(JsonObject statement) => statement["id"]!.GetValue<string>();
}
