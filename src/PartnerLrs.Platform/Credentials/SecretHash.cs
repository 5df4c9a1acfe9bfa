using System.Security.Cryptography;
using System.Text;

namespace PartnerLrs.Platform.Credentials;

/// <summary>
/// How secrets are kept: <c>v1:salt:HMAC-SHA256(salt, secret)</c>. Generated secrets have 256 random bits, so a slow password
/// hash would protect nothing and cost every request; secrets that an operator chooses must be long for that reason.
/// </summary>
internal static class SecretHash
{
    /// <summary>The shortest secret that an operator may choose.</summary>
    public const int MinimumLength = 16;

    private static readonly string Nobody = Of("nobody's secret, hashed so that an unknown key takes as long as a known one");

    private static readonly byte[] ProcessSalt = RandomNumberGenerator.GetBytes(16);

    /// <summary>256 random bits in letters and digits, so that no shell, URL or command line takes a secret for something else.</summary>
    public static string Generate() => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 43);

    public static string Of(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"v1:{Convert.ToHexStringLower(salt)}:{Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(secret)))}";
    }

    /// <summary>What may be kept in memory of a secret that was right: a hash that means nothing to another process. Quicker than <see cref="Matches"/>.</summary>
    public static byte[] Fingerprint(string secret)
    {
        Span<byte> bytes = stackalloc byte[256];
        ProcessSalt.CopyTo(bytes);
        return Encoding.UTF8.TryGetBytes(secret, bytes[ProcessSalt.Length..], out var length)
            ? SHA256.HashData(bytes[..(ProcessSalt.Length + length)])
            : SHA256.HashData([.. ProcessSalt, .. Encoding.UTF8.GetBytes(secret)]);
    }

    /// <summary>Compares in constant time. A null hash (unknown key) costs the same and never matches.</summary>
    public static bool Matches(string? hash, string secret)
    {
        var parts = (hash ?? Nobody).Split(':');
        var actual = HMACSHA256.HashData(Convert.FromHexString(parts[1]), Encoding.UTF8.GetBytes(secret));
        return CryptographicOperations.FixedTimeEquals(actual, Convert.FromHexString(parts[2])) & hash is not null;
    }
}
