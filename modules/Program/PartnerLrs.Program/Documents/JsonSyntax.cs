using System.Text.Json;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Documents;

/// <summary>
/// The first look at a document: is it JSON (RFC 8259), with no name twice in an object, all text valid Unicode without control
/// characters, and nothing that a reader further on could not hold? After a clean look those readers cannot fail on its form.
/// </summary>
internal static class JsonSyntax
{
    /// <summary>How deeply arrays and objects may be nested.</summary>
    public const int MaxDepth = 64;

    /// <summary>The errors; those of syntax come alone, as nothing can be said of what follows them.</summary>
    /// <param name="utf8">The document without a byte order mark.</param>
    public static IReadOnlyList<Error> Check(ReadOnlySpan<byte> utf8)
    {
        var errors = new List<Error>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var open = new Stack<Level>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(new Level(Next(open), reader.TokenType == JsonTokenType.StartObject ? [] : null));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        _ = open.Pop();
                        break;
                    case JsonTokenType.PropertyName:
                        CheckName(ref reader, open.Peek(), utf8, errors);
                        break;
                    case JsonTokenType.String:
                        CheckText(ref reader, Next(open), utf8, errors);
                        break;
                    case JsonTokenType.Number:
                        var pointer = Next(open);
                        if (!reader.TryGetDecimal(out _))
                            errors.Add(Error.Invalid("number-out-of-range", $"The number at {Place(utf8, reader.TokenStartIndex)} is too large or too small to be kept.", pointer));
                        break;
                    default:
                        _ = Next(open);
                        break;
                }
            }
        }
        catch (JsonException broken)
        {
            var place = $"line {(broken.LineNumber ?? 0) + 1}, column {(broken.BytePositionInLine ?? 0) + 1}";
            return [Error.Invalid("invalid-json", $"The document is not valid JSON at {place}: {Reason(broken)}", "")];
        }
        return errors;
    }

    private static void CheckName(ref Utf8JsonReader reader, Level level, ReadOnlySpan<byte> utf8, List<Error> errors)
    {
        level.Name = "";
        if (CheckText(ref reader, level.Pointer, utf8, errors) is not { } name)
            return;
        level.Name = name;
        if (!level.Names!.Add(name))
        {
            errors.Add(Error.Invalid(
                "duplicate-property",
                $"The property \"{name}\" occurs twice in one object, the second time at {Place(utf8, reader.TokenStartIndex)}.",
                JsonPointer.Property(level.Pointer, name)));
        }
    }

    // The pointer to the value that begins here.
    private static string Next(Stack<Level> open) =>
        !open.TryPeek(out var level) ? ""
        : level.Names is null ? JsonPointer.Item(level.Pointer, level.Count++)
        : JsonPointer.Property(level.Pointer, level.Name);

    private static string? CheckText(ref Utf8JsonReader reader, string pointer, ReadOnlySpan<byte> utf8, List<Error> errors)
    {
        string? text = null;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            errors.Add(Error.Invalid("invalid-text", $"The text at {Place(utf8, reader.TokenStartIndex)} is not valid Unicode.", pointer));
        }
        if (text is not null && text.Any(char.IsControl))
            errors.Add(Error.Invalid("invalid-text", $"The text at {Place(utf8, reader.TokenStartIndex)} contains a control character.", pointer));
        return text;
    }

    private static string Place(ReadOnlySpan<byte> utf8, long at)
    {
        var before = utf8[..(int)at];
        return $"line {before.Count((byte)'\n') + 1}, column {before.Length - before.LastIndexOf((byte)'\n')}";
    }

    // The reader appends its own count of lines and bytes from zero.
    private static string Reason(JsonException broken)
    {
        var end = broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? broken.Message : broken.Message[..end];
    }

    private sealed class Level(string pointer, HashSet<string>? names)
    {
        public string Pointer { get; } = pointer;

        public HashSet<string>? Names { get; } = names;

        public string Name { get; set; } = "";

        public int Count { get; set; }
    }
}
