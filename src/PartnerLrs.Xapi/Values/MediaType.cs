using System.Buffers;
using System.Text;

namespace PartnerLrs.Xapi;

/// <summary>Internet media types (RFC 7231 3.1.1.1), as <c>contentType</c> of an attachment wants them (xAPI 1.0.3 Data 2.4.11).</summary>
public static class MediaType
{
    private static readonly SearchValues<byte> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Whether the text is <c>type/subtype</c>, with or without parameters.</summary>
    public static bool IsValid(string? text) => text is not null && IsValid(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether the UTF-8 text is <c>type/subtype</c>, with or without parameters. Control characters are refused: the value becomes a header.</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        var semicolon = utf8.IndexOf((byte)';');
        var type = (semicolon < 0 ? utf8 : utf8[..semicolon]).TrimEnd(" \t"u8);
        var slash = type.IndexOf((byte)'/');
        return slash > 0 && slash < type.Length - 1
            && !type[..slash].ContainsAnyExcept(Token) && !type[(slash + 1)..].ContainsAnyExcept(Token)
            && (semicolon < 0 || AreParameters(utf8[semicolon..]));
    }

    private static bool AreParameters(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            if (rest[0] != ';')
                return false;
            rest = rest[1..].TrimStart(" \t"u8);
            if (rest.IsEmpty)
                return true; // a trailing semicolon is common and harmless
            var equals = rest.IndexOf((byte)'=');
            if (equals < 1 || rest[..equals].ContainsAnyExcept(Token))
                return false;
            rest = rest[(equals + 1)..];
            var length = rest is [(byte)'"', ..] ? QuotedLength(rest) : TokenLength(rest);
            if (length == 0)
                return false;
            rest = rest[length..].TrimStart(" \t"u8);
        }

        return true;
    }

    private static int TokenLength(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAnyExcept(Token);
        return end < 0 ? rest.Length : end;
    }

    private static int QuotedLength(ReadOnlySpan<byte> rest)
    {
        for (var at = 1; at < rest.Length; at++)
        {
            if (rest[at] == '"')
                return at + 1;
            if (rest[at] == '\\')
                at++;
            if (at < rest.Length && (rest[at] < 0x20 || rest[at] == 0x7F) && rest[at] != '\t')
                return 0;
        }

        return 0;
    }
}
