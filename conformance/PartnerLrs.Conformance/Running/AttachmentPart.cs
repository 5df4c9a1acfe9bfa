using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerLrs.Conformance.Running;

/// <summary>An attachment of ASCII text: how a statement announces it, and the part that brings it. Checks change either.</summary>
/// <param name="Content">The text.</param>
internal sealed record AttachmentPart(string Content)
{
    public const string HashHeader = "X-Experience-API-Hash";

    /// <summary>The media type, in the announcement and in the part.</summary>
    public string ContentType { get; init; } = "text/plain";

    /// <summary>What the statement says it is for.</summary>
    public string UsageType { get; init; } = "http://example.com/attachments/test";

    /// <summary>The part's Content-Transfer-Encoding; null for none.</summary>
    public string? Encoding { get; init; } = "binary";

    /// <summary>The part's hash; null for none.</summary>
    public string? Hash { get; init; } = Sha256(Content);

    /// <summary>A text that no other check sends.</summary>
    public static AttachmentPart New() => new($"an attachment {Sample.Id():N}");

    /// <summary>The attachment object of a statement.</summary>
    public JsonObject Announce(string? fileUrl = null)
    {
        var attachment = new JsonObject
        {
            ["usageType"] = UsageType,
            ["display"] = new JsonObject { ["en"] = "An attachment" },
            ["contentType"] = ContentType,
            ["length"] = Content.Length,
            ["sha2"] = Sha256(Content),
        };
        if (fileUrl is not null)
            attachment["fileUrl"] = fileUrl;
        return attachment;
    }

    /// <summary>The part's headers.</summary>
    public string Headers() => string.Concat(
        $"Content-Type: {ContentType}\r\n",
        Encoding is null ? "" : $"Content-Transfer-Encoding: {Encoding}\r\n",
        Hash is null ? "" : $"{HashHeader}: {Hash}\r\n");

    public static string Sha256(string content) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(content)));
}
