using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.WebUtilities;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>The headers of a part that carries an attachment (xAPI 1.0.3 Communication 1.5.2).</summary>
internal sealed class PartHeaders
{
    /// <summary>The header that says which attachment a part is.</summary>
    public const string HashHeader = "X-Experience-API-Hash";

    private PartHeaders(string sha2, MediaTypeHeaderValue? contentType, long? contentLength)
    {
        Sha2 = sha2;
        ContentType = contentType;
        ContentLength = contentLength;
    }

    /// <summary>The SHA-2 hash in hex, in the case received.</summary>
    public string Sha2 { get; }

    /// <summary>The media type, if the part names one.</summary>
    public MediaTypeHeaderValue? ContentType { get; }

    /// <summary>The length, if the part names one.</summary>
    public long? ContentLength { get; }

    /// <summary>Reads them.</summary>
    /// <param name="section">The part.</param>
    /// <param name="headers">The headers, when they are as they should be.</param>
    /// <returns>What is wrong with them, or null.</returns>
    public static string? Read(MultipartSection section, out PartHeaders? headers)
    {
        headers = null;
        if (!TryOne(section, HashHeader, out var sha2) || sha2 is null)
            return $"expected one header {HashHeader}, found {Count(section, HashHeader)}";
        if (!TryOne(section, "Content-Transfer-Encoding", out var encoding) || encoding is null)
            return $"expected one header Content-Transfer-Encoding, found {Count(section, "Content-Transfer-Encoding")}";
        if (!encoding.Equals("binary", StringComparison.OrdinalIgnoreCase))
            return $"expected the Content-Transfer-Encoding binary, found '{Query.Shorten(encoding)}'";
        MediaTypeHeaderValue? type = null;
        if (!TryOne(section, "Content-Type", out var typeText) || (typeText is not null && !MediaTypeHeaderValue.TryParse(typeText, out type)))
            return $"expected one internet media type as Content-Type, found '{Query.Shorten(section.Headers!["Content-Type"].ToString())}'";
        long? length = null;
        if (!TryOne(section, "Content-Length", out var lengthText))
            return $"expected one Content-Length, found {Count(section, "Content-Length")}";
        if (lengthText is not null)
        {
            if (!long.TryParse(lengthText, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return $"expected a number of bytes as Content-Length, found '{Query.Shorten(lengthText)}'";
            length = value;
        }

        headers = new PartHeaders(sha2, type, length);
        return null;
    }

    /// <summary>
    /// Whether the media type agrees with the one that a statement announces: the same type, and no parameter that both name with another value (xAPI 1.0.3
    /// Communication 1.5.2: where both are given, they must match).
    /// </summary>
    public bool Agrees(AttachmentReference announced)
    {
        if (ContentType is null || !MediaTypeHeaderValue.TryParse(announced.ContentType, out var expected))
            return ContentType is null;
        return string.Equals(ContentType.MediaType, expected.MediaType, StringComparison.OrdinalIgnoreCase)
            && ContentType.Parameters.All(mine => expected.Parameters.All(theirs =>
                !mine.Name.Equals(theirs.Name, StringComparison.OrdinalIgnoreCase) || Equals(mine.Value, theirs.Value)));
    }

    private static bool Equals(string? left, string? right) => string.Equals(left?.Trim('"'), right?.Trim('"'), StringComparison.OrdinalIgnoreCase);

    private static int Count(MultipartSection section, string name) => section.Headers?.TryGetValue(name, out var values) == true ? values.Count : 0;

    private static bool TryOne(MultipartSection section, string name, out string? value)
    {
        value = null;
        if (section.Headers?.TryGetValue(name, out var values) != true)
            return true;
        value = values.ToString().Trim();
        return values.Count == 1;
    }
}
