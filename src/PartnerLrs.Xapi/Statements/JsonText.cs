using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace PartnerLrs.Xapi;

/// <summary>
/// What has to hold of a JSON text before it is walked, and what a walk's exceptions mean. The JSON reader looks at neither: invalid UTF-8, and
/// escapes that stand for half of a surrogate pair, which no UTF-8 text can hold (RFC 8259 8.2). U+0000 is left alone: it is valid JSON, and statements are kept as bytes.
/// </summary>
internal static class JsonText
{
    /// <summary>Checks the text as a whole; null when it can be walked.</summary>
    public static XapiError? Check(ReadOnlySpan<byte> text, XapiVersion version)
    {
        if (text.StartsWith("\uFEFF"u8))
            return new XapiError("", "expected JSON, found a byte order mark before it", Rule.Format.In(version));
        if (!Utf8.IsValid(text))
            return new XapiError("", $"expected UTF-8, found something else at byte {FirstInvalid(text)}", Rule.Format.In(version));
        return text.IndexOf("\\uD"u8) < 0 && text.IndexOf("\\ud"u8) < 0 ? null : CheckSurrogates(text, version);
    }

    /// <summary>What an exception of the JSON reader says about the text.</summary>
    public static XapiError Malformed(ReadOnlySpan<byte> text, int consumed, int depth, JsonException exception, XapiVersion version)
    {
        var pointer = JsonPointer.At(text, long.MaxValue, StatementWalker.MaxDepth);
        var next = text[Math.Min(consumed, text.Length)..].TrimStart(" \t\r\n,:"u8);
        if (depth >= StatementWalker.MaxDepth && next is [(byte)'{' or (byte)'[', ..])
            return new XapiError(pointer, $"expected at most {StatementWalker.MaxDepth} objects and arrays inside each other, found more", Rule.Format.In(version));
        var reason = exception.Message;
        var position = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new XapiError(pointer, $"expected well-formed JSON, found an error after byte {consumed}: {(position < 0 ? reason : reason[..position])}", Rule.Format.In(version));
    }

    private static XapiError? CheckSurrogates(ReadOnlySpan<byte> text, XapiVersion version)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = StatementWalker.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && HasLoneSurrogate(reader.ValueSpan))
                {
                    return new XapiError(
                        JsonPointer.At(text, reader.TokenStartIndex, StatementWalker.MaxDepth),
                        "expected Unicode text, found an escape that is half of a surrogate pair",
                        Rule.Format.In(version));
                }
            }
        }
        catch (JsonException)
        {
            // The walk that follows meets the same error and says more about it.
        }

        return null;
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        var awaited = -1; // where the second half has to start
        for (var at = escaped.IndexOf((byte)'\\'); at >= 0 && at < escaped.Length; at = NextEscape(escaped, at))
        {
            var isUnicode = escaped[at + 1] == 'u';
            var isHigh = isUnicode && IsSurrogate(escaped, at, "89abAB"u8);
            var isLow = isUnicode && IsSurrogate(escaped, at, "cdefCDEF"u8);
            if (isLow != (awaited == at) || (awaited >= 0 && awaited != at))
                return true;
            awaited = isHigh ? at + 6 : -1;
        }

        return awaited >= 0;
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> escaped, int at, ReadOnlySpan<byte> thirdDigits) =>
        (escaped[at + 2] | 0x20) == 'd' && thirdDigits.Contains(escaped[at + 3]);

    private static int NextEscape(ReadOnlySpan<byte> escaped, int at)
    {
        var from = at + (escaped[at + 1] == 'u' ? 6 : 2);
        var next = escaped[from..].IndexOf((byte)'\\');
        return next < 0 ? -1 : from + next;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
            at += consumed;
        return at;
    }
}
