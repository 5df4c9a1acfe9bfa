using System.Security.Cryptography;

namespace PartnerLrs.Lrs.Http;

/// <summary>Entity tags: the SHA-1 of the content in lower-case hex, as xAPI 1.0.3 Communication 3.1 demands; xAPI 2.0 leaves the choice, so one tag serves both.</summary>
internal static class EntityTag
{
    /// <summary>The tag of some content, without quotes.</summary>
#pragma warning disable CA5350 // the standard defines this tag as SHA-1; nothing is protected by it
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA1.HashData(content));
#pragma warning restore CA5350

    /// <summary>The tag as the header writes it.</summary>
    public static string Quote(string tag) => $"\"{tag}\"";
}
