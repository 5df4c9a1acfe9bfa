using System.Text.Json;
using System.Text.Unicode;

namespace PartnerLrs.Lrs.Documents;

/// <summary>
/// Merges one JSON object into another at the top level (xAPI 1.0.3 Communication 2.2): members of the posted one replace members of the
/// same name and the rest stays. Values are taken over as they were written, byte by byte, so a number of any length, and a text however
/// it is escaped, survive. A name that stands several times in one object counts as where it stands last.
/// </summary>
internal static class JsonMerge
{
    private const int MaximumDepth = 1000;

    /// <summary>Whether the bytes are one JSON object.</summary>
    public static bool IsObject(ReadOnlySpan<byte> utf8) => Members(utf8) is not null;

    /// <summary>The merged object, or null when either side is no JSON object.</summary>
    public static byte[]? Merge(byte[] existing, byte[] posted)
    {
        if (Members(existing) is not { } merged || Members(posted) is not { } changes)
            return null;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var members = new List<ArraySegment<byte>>();
        Take(existing, merged);
        Take(posted, changes);
        using var result = new MemoryStream(existing.Length + posted.Length);
        result.WriteByte((byte)'{');
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
                result.WriteByte((byte)',');
            result.Write(members[i]);
        }

        result.WriteByte((byte)'}');
        return result.ToArray();

        void Take(byte[] source, List<(string Name, Range Range)> taken)
        {
            foreach (var (name, range) in taken)
            {
                var (offset, length) = range.GetOffsetAndLength(source.Length);
                var member = new ArraySegment<byte>(source, offset, length);
                if (places.TryAdd(name, members.Count))
                    members.Add(member);
                else
                    members[places[name]] = member;
            }
        }
    }

    /// <summary>The members of an object, each from its name to the end of its value; null when the text is no JSON object.</summary>
    private static List<(string Name, Range Range)>? Members(ReadOnlySpan<byte> utf8)
    {
        // The reader looks at tokens, not at whether text is UTF-8.
        if (!Utf8.IsValid(utf8))
            return null;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaximumDepth });
        var members = new List<(string, Range)>();
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var start = (int)reader.TokenStartIndex;
                var name = reader.GetString()!;
                reader.Read();
                reader.Skip();
                members.Add((name, start..(int)reader.BytesConsumed));
            }

            reader.Read(); // throws on anything after the object
            return members;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter: a name with an escape that is half of a surrogate pair, which is no text.
            return null;
        }
    }
}
