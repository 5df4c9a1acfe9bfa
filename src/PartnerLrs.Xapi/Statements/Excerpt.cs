using System.Text;
using System.Text.Json;

namespace PartnerLrs.Xapi;

/// <summary>What a message quotes of the input: short, and without control characters.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    /// <summary>The current token in words.</summary>
    public static string Found(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String or JsonTokenType.PropertyName => $"\"{Of(in reader, Longest)}\"",
        JsonTokenType.Number => Cut(reader.ValueSpan, Longest),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        _ => "nothing",
    };

    /// <summary>The beginning of the current string or name.</summary>
    public static string Of(in Utf8JsonReader reader, int longest)
    {
        if (!reader.ValueIsEscaped)
            return Cut(reader.ValueSpan, longest);
        var unescaped = new byte[reader.ValueSpan.Length];
        return Cut(unescaped.AsSpan(0, reader.CopyString(unescaped)), longest);
    }

    /// <summary>The beginning of a text.</summary>
    public static string Cut(ReadOnlySpan<byte> utf8, int longest = Longest)
    {
        var text = new StringBuilder();
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            utf8 = utf8[consumed..];
            if (text.Length + rune.Utf16SequenceLength > longest - (utf8.IsEmpty ? 0 : 1))
                return text.Append('…').ToString();
            text.Append(Rune.IsControl(rune) ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return text.ToString();
    }
}
