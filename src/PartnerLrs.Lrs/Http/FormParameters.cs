using System.Text;

namespace PartnerLrs.Lrs.Http;

/// <summary>
/// Reads <c>application/x-www-form-urlencoded</c> strictly: every name and value has to be UTF-8 in whole percent escapes. A lenient reader would put
/// something else in the place of bytes that are no text.
/// </summary>
internal static class FormParameters
{
    /// <summary>The parameters in order, or null when the text is no such form.</summary>
    public static IReadOnlyList<(string Name, string Value)>? Parse(ReadOnlySpan<byte> form)
    {
        var parameters = new List<(string, string)>();
        while (!form.IsEmpty)
        {
            var end = form.IndexOf((byte)'&');
            var pair = end < 0 ? form : form[..end];
            form = end < 0 ? [] : form[(end + 1)..];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf((byte)'=');
            if (Decode(equals < 0 ? pair : pair[..equals]) is not { } name || Decode(equals < 0 ? [] : pair[(equals + 1)..]) is not { } value)
                return null;
            parameters.Add((name, value));
        }

        return parameters;
    }

    private static string? Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var at = 0; at < encoded.Length; at++)
        {
            var value = encoded[at];
            if (value == '+')
            {
                value = (byte)' ';
            }
            else if (value == '%')
            {
                if (at + 2 >= encoded.Length || !byte.TryParse(encoded.Slice(at + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out value))
                    return null;
                at += 2;
            }

            bytes[length++] = value;
        }

        return System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
