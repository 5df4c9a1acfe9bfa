using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PartnerLrs.Xapi;

/// <summary>
/// RFC 6901 pointers of positions in a JSON text. They are found by walking the text again, so that the path costs nothing
/// until something is wrong with it.
/// </summary>
internal static class JsonPointer
{
    private const int LongestSegment = 60;

    /// <summary>The pointer of the value or property that starts at an offset; of the innermost place reached when the text breaks off before it.</summary>
    public static string At(ReadOnlySpan<byte> text, long offset, int maxDepth)
    {
        var path = new Stack<(string? Name, int Index)>();
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    path.Pop();
                    continue;
                }

                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    path.Pop();
                    path.Push((Excerpt.Of(in reader, LongestSegment), 0));
                }
                else if (path.TryPeek(out var parent) && parent.Name is null)
                {
                    path.Pop();
                    path.Push((null, parent.Index + 1));
                }

                if (reader.TokenStartIndex >= offset)
                    break;
                if (reader.TokenType == JsonTokenType.StartObject)
                    path.Push(("", -1));
                else if (reader.TokenType == JsonTokenType.StartArray)
                    path.Push((null, -1));
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The text ends or breaks here: this is as far as a pointer can go.
        }

        return Format(path);
    }

    private static string Format(Stack<(string? Name, int Index)> path)
    {
        var pointer = new StringBuilder();
        foreach (var (name, index) in path.Reverse())
        {
            if (index >= 0)
                pointer.Append('/').Append(name is null ? index.ToString(CultureInfo.InvariantCulture) : name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }

        return pointer.ToString();
    }
}
