using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PartnerLrs.Lrs.Signatures;

namespace PartnerLrs.Lrs.Tests.Signatures;

public sealed class JsonWebSignatureTests
{
    /// <summary>The example of RFC 7515 A.2: header, payload and a signature by RS256.</summary>
    private const string Example =
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    [Fact]
    public void The_RFCs_example_is_read()
    {
        var signature = Read(Example).Value;
        Assert.Equal(HashAlgorithmName.SHA256, signature.Hash);
        Assert.StartsWith("{\"iss\":\"joe\",", Encoding.UTF8.GetString(signature.Payload), StringComparison.Ordinal);
        Assert.Empty(signature.Certificates);
        Assert.Null(signature.Verify());
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    public void A_signature_verifies_by_its_certificate(string alg)
    {
        Assert.Null(JsonWebSignature.Read(Signer.Sign("{}", alg, chain: Signer.Chain)).Value.Verify());
        Assert.Null(JsonWebSignature.Read(Signer.Sign("{}", alg, chain: Signer.Chain.Take(1))).Value.Verify());
        Assert.Contains("does not verify", JsonWebSignature.Read(Signer.Sign("{}", alg, Signer.OtherKey, Signer.Chain)).Value.Verify(), StringComparison.Ordinal);
        var parts = Encoding.ASCII.GetString(Signer.Sign("{}", alg, chain: Signer.Chain)).Split('.');
        parts[1] = Signer.Encode("{ }"u8.ToArray());
        Assert.Contains("does not verify", Read(string.Join('.', parts)).Value.Verify(), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_must_be_certificates_of_RSA_keys_in_a_chain()
    {
        Assert.Contains("x5c/1", Verify([Signer.Chain[0], [1, 2, 3]]), StringComparison.Ordinal);
        Assert.Contains("x5c/1", Verify([Signer.Chain[0], Signer.Chain[0]]), StringComparison.Ordinal);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=EC", ec, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        Assert.Contains("RSA key", Verify([certificate.RawData]), StringComparison.Ordinal);

        static string? Verify(byte[][] chain) => JsonWebSignature.Read(Signer.Sign("{}", chain: chain)).Value.Verify();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"alg":null}""")]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"alg":"rs256"}""")]
    [InlineData("""{"alg":"PS256"}""")]
    [InlineData("""{"alg":"RS256","alg":"RS256"}""")]
    [InlineData("""{"alg":"RS256","crit":["exp"]}""")]
    [InlineData("""{"alg":"RS256","b64":false}""")]
    [InlineData("""{"alg":"RS256","x5c":"AAAA"}""")]
    [InlineData("""{"alg":"RS256","x5c":[]}""")]
    [InlineData("""{"alg":"RS256","x5c":[1]}""")]
    [InlineData("""{"alg":"RS256","x5c":["not base64"]}""")]
    [InlineData("""{"alg":"RS256\uD800"}""")]
    public void A_header_that_is_not_of_a_signature_as_statements_have_them_is_refused(string header) =>
        Assert.NotNull(JsonWebSignature.Read(Signer.Sign("{}", header: header)).Error);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.AAAA.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.AA==")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.A+/A")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.AAAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9 .e30.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.AAAA\n")]
    [InlineData("{\"payload\":\"e30\",\"signatures\":[]}")]
    public void A_text_that_is_no_compact_serialisation_is_refused(string text) => Assert.NotNull(Read(text).Error);

    private static Kernel.Result<JsonWebSignature> Read(string text) => JsonWebSignature.Read(Encoding.ASCII.GetBytes(text));
}
