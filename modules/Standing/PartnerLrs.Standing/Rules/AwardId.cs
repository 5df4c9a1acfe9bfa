using System.Security.Cryptography;
using System.Text;
using PartnerLrs.Kernel;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// The id of an award. It follows from who earned what and when, so whoever folds the same facts, whenever, gives the award
/// the same id: a UUID version 8 (RFC 9562) from SHA-256.
/// </summary>
internal static class AwardId
{
    /// <summary>The id as canonical lower-case text.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="certification">The certification's id.</param>
    /// <param name="earnedAt">The first instant (UTC) of the award.</param>
    public static string For(string person, string certification, DateTime earnedAt)
    {
        var name = $"{person}\n{certification}\n{Timestamps.ToUnixMicroseconds(earnedAt)}";
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
