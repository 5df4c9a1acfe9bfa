using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PartnerLrs.Conformance.Running;

/// <summary>JSON web signatures in compact serialisation (RFC 7515) by a key of this run.</summary>
internal static class Jws
{
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly RSA OtherKey = RSA.Create(2048);

    /// <summary>Signs a text.</summary>
    /// <param name="payload">The text.</param>
    /// <param name="alg">RS256, RS384 or RS512; another one is named but RS256 is what is done.</param>
    /// <param name="withCertificate">Whether the header carries the key's certificate.</param>
    /// <param name="byOtherKey">Whether another key than that of the certificate signs.</param>
    public static string Sign(string payload, string alg = "RS256", bool withCertificate = false, bool byOtherKey = false)
    {
        var header = withCertificate ? $$"""{"alg":"{{alg}}","x5c":["{{Convert.ToBase64String(Certificate())}}"]}""" : $$"""{"alg":"{{alg}}"}""";
        var signed = $"{Encode(header)}.{Encode(payload)}";
        var hash = alg switch { "RS384" => HashAlgorithmName.SHA384, "RS512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };
        return $"{signed}.{Base64Url.EncodeToString((byOtherKey ? OtherKey : Key).SignData(Encoding.ASCII.GetBytes(signed), hash, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static byte[] Certificate()
    {
        using var certificate = new CertificateRequest("CN=Conformance", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return certificate.RawData;
    }
}
