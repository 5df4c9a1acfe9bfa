using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PartnerLrs.Kernel;

namespace PartnerLrs.Lrs.Signatures;

/// <summary>
/// A JSON web signature in compact serialisation (RFC 7515 7.1), read as strictly as statements are signed: RSA with SHA-2, optionally with
/// the certificates of the key (xAPI 1.0.3 Data 2.6).
/// </summary>
internal sealed class JsonWebSignature
{
    private const string Malformed = "malformed-signature";
    private const int MostCertificates = 20;

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly ReadOnlyMemory<byte> signed;
    private readonly byte[] signature;

    private JsonWebSignature(ReadOnlyMemory<byte> signed, byte[] signature, HashAlgorithmName hash, byte[] payload, IReadOnlyList<byte[]> certificates)
    {
        this.signed = signed;
        this.signature = signature;
        Hash = hash;
        Payload = payload;
        Certificates = certificates;
    }

    /// <summary>The hash of the algorithm: RS256, RS384 or RS512.</summary>
    public HashAlgorithmName Hash { get; }

    /// <summary>What was signed.</summary>
    public byte[] Payload { get; }

    /// <summary>The certificates of the header (<c>x5c</c>) in DER, the signer's own first; empty when there are none.</summary>
    public IReadOnlyList<byte[]> Certificates { get; }

    /// <summary>Reads a signature. Nothing is verified yet.</summary>
    public static Result<JsonWebSignature> Read(ReadOnlyMemory<byte> compact)
    {
        var text = compact.Span;
        var first = text.IndexOf((byte)'.');
        var second = first < 0 ? -1 : text[(first + 1)..].IndexOf((byte)'.') + first + 1;
        if (first < 0 || second <= first)
            return Error.Invalid(Malformed, "expected a JWS in compact serialisation, three base64url texts with dots between them");
        if (Decode(text[..first]) is not { } header || Decode(text[(first + 1)..second]) is not { } payload || Decode(text[(second + 1)..]) is not { Length: > 0 } signature)
            return Error.Invalid(Malformed, "expected a JWS in compact serialisation, found a part of it that is not base64url");
        if (!ReadHeader(header).TryGet(out var read, out var error))
            return error;
        return new JsonWebSignature(compact[..second], signature, read.Hash, payload, read.Certificates);
    }

    /// <summary>
    /// Verifies the signature by the first certificate's key, and that each further certificate is named as the issuer of the one before it (RFC 7515 4.1.6).
    /// Whether the certificates are to be trusted is for those who rely on the statement.
    /// </summary>
    /// <returns>What is wrong, or null. Without certificates there is nothing to verify by.</returns>
    public string? Verify()
    {
        var chain = new List<X509Certificate2>();
        try
        {
            foreach (var der in Certificates)
                chain.Add(X509CertificateLoader.LoadCertificate(der));
            return Verify(chain);
        }
        catch (CryptographicException)
        {
            return $"expected an X.509 certificate in DER at x5c/{chain.Count} of its header, found something else";
        }
        finally
        {
            foreach (var certificate in chain)
                certificate.Dispose();
        }
    }

    private string? Verify(List<X509Certificate2> chain)
    {
        for (var i = 1; i < chain.Count; i++)
        {
            if (!chain[i].SubjectName.RawData.AsSpan().SequenceEqual(chain[i - 1].IssuerName.RawData))
                return $"expected the certificate at x5c/{i} of its header to be that of the issuer of the one before it, found another subject";
        }

        if (chain.Count == 0)
            return null;
        using var key = chain[0].GetRSAPublicKey();
        if (key is null)
            return "expected an RSA key in the first certificate of its header, found another kind of key";
        return key.VerifyData(signed.Span, signature, Hash, RSASignaturePadding.Pkcs1) ? null : "the signature does not verify by the first certificate of its header";
    }

    private static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        // The decoder would skip white space and padding, which compact serialisation does not have.
        if (text.ContainsAnyExcept(Alphabet) || text.Length % 4 == 1)
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromUtf8(text, bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : null;
    }

    private static Result<(HashAlgorithmName Hash, IReadOnlyList<byte[]> Certificates)> ReadHeader(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var header = document.RootElement;
            if (header.ValueKind != JsonValueKind.Object)
                return Error.Invalid(Malformed, "expected a JSON object as the header of the JWS");
            if (header.TryGetProperty("crit", out _) || header.TryGetProperty("b64", out _))
                return Error.Invalid(Malformed, "expected a JWS header without crit and b64, whose extensions are not known here");
            var alg = header.TryGetProperty("alg", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            HashAlgorithmName? hash = alg switch
            {
                "RS256" => HashAlgorithmName.SHA256,
                "RS384" => HashAlgorithmName.SHA384,
                "RS512" => HashAlgorithmName.SHA512,
                _ => null,
            };
            if (hash is null)
                return Error.Invalid(Malformed, "expected RS256, RS384 or RS512 as alg of the JWS header, found " + (alg is null ? "none" : $"'{Platform.Http.Query.Shorten(alg)}'"));
            return ReadCertificates(header) is { } certificates
                ? (hash.Value, certificates)
                : Error.Invalid(Malformed, $"expected x5c of the JWS header to be an array of 1 to {MostCertificates} certificates in base64");
        }
        catch (JsonException)
        {
            return Error.Invalid(Malformed, "expected JSON as the header of the JWS, each name in it once");
        }
        catch (InvalidOperationException)
        {
            return Error.Invalid(Malformed, "expected valid UTF-8 in the header of the JWS");
        }
    }

    private static List<byte[]>? ReadCertificates(JsonElement header)
    {
        if (!header.TryGetProperty("x5c", out var x5c))
            return [];
        if (x5c.ValueKind != JsonValueKind.Array || x5c.GetArrayLength() is 0 or > MostCertificates)
            return null;
        var certificates = new List<byte[]>();
        foreach (var item in x5c.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !item.TryGetBytesFromBase64(out var der))
                return null;
            certificates.Add(der);
        }

        return certificates;
    }
}
