using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PartnerLrs.Standing.Receipts;

/// <summary>A key that signs or signed receipts: ECDSA on P-256.</summary>
/// <param name="Id">Its thumbprint (RFC 7638), by which receipts name it.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="X">The public point's x, base64url.</param>
/// <param name="Y">The public point's y, base64url.</param>
/// <param name="Sealed">The private key (PKCS #8), sealed.</param>
internal sealed record ReceiptKey(string Id, DateTime CreatedAt, string X, string Y, byte[] Sealed)
{
    /// <summary>A new key.</summary>
    public static ReceiptKey Make(DateTime now, ReceiptSecret secret)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        var id = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        var pkcs8 = key.ExportPkcs8PrivateKey();
        try
        {
            return new ReceiptKey(id, now, x, y, secret.Seal(id, pkcs8));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }
}
