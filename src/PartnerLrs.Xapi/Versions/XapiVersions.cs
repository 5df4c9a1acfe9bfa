namespace PartnerLrs.Xapi;

/// <summary>The versions as the <c>X-Experience-API-Version</c> header and a statement's <c>version</c> write them (xAPI 1.0.3 Communication 3.3).</summary>
public static class XapiVersions
{
    /// <summary>Reads the header of a request: <c>1.0</c> and <c>1.0.x</c> are V1, <c>2.0</c> and <c>2.0.x</c> are V2; nothing else is spoken.</summary>
    public static bool TryParse(string? header, out XapiVersion version)
    {
        version = header is ['2', ..] ? XapiVersion.V2 : XapiVersion.V1;
        if (header is null || !(header.StartsWith("1.0", StringComparison.Ordinal) || header.StartsWith("2.0", StringComparison.Ordinal)))
            return false;
        return header.Length == 3 || (header.Length is > 4 and <= 10 && header[3] == '.' && !header.AsSpan(4).ContainsAnyExceptInRange('0', '9'));
    }

    /// <summary>The header of a response: the latest patch of the version.</summary>
    public static string HeaderValue(XapiVersion v) => v == XapiVersion.V1 ? "1.0.3" : "2.0.0";

    /// <summary>The <c>version</c> that a statement gets when it has none (xAPI 1.0.3 Data 2.4.10; xAPI 2.0 4.2.4.3).</summary>
    public static string StatementDefault(XapiVersion v) => v == XapiVersion.V1 ? "1.0.0" : "2.0.0";
}
