using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PartnerLrs.Lrs.Tests.Signatures;

/// <summary>Signs texts as JSON web signatures (RFC 7515).</summary>
internal static class Signer
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The signer's key.</summary>
    public static RSA Key { get; } = RSA.Create(2048);

    /// <summary>Somebody else's.</summary>
    public static RSA OtherKey { get; } = RSA.Create(2048);

    /// <summary>A chain of two: the signer's certificate and that of its issuer, in DER.</summary>
    public static IReadOnlyList<byte[]> Chain { get; } = MakeChain();

    public static byte[] Sign(string payload, string alg = "RS256", RSA? key = null, IEnumerable<byte[]>? chain = null, string? header = null)
    {
        header ??= chain is null
            ? $$"""{"alg":"{{alg}}"}"""
            : $$"""{"alg":"{{alg}}","x5c":[{{string.Join(',', chain.Select(der => $"\"{Convert.ToBase64String(der)}\""))}}]}""";
        var signed = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(payload))}";
        var hash = alg switch { "RS384" => HashAlgorithmName.SHA384, "RS512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };
        return Encoding.ASCII.GetBytes($"{signed}.{Encode((key ?? Key).SignData(Encoding.ASCII.GetBytes(signed), hash, RSASignaturePadding.Pkcs1))}");
    }

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static byte[][] MakeChain()
    {
        using var issuer = new CertificateRequest("CN=Issuer", OtherKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(From, To);
        using var own = new CertificateRequest("CN=Signer", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .Create(issuer.SubjectName, X509SignatureGenerator.CreateForRSA(OtherKey, RSASignaturePadding.Pkcs1), From, To, [1, 2, 3]);
        return [own.RawData, issuer.RawData];
    }
}
