using System.Text.Json;
using PartnerLrs.Kernel;
using PartnerLrs.Platform.Http;
using PartnerLrs.Platform.References;

namespace PartnerLrs.Platform.Upserts;

/// <summary>
/// Reads one JSON object strictly and gathers everything that is wrong with it, each error with its pointer, so that a caller
/// mends a row in one go. Pointers are relative to the row.
/// </summary>
public sealed class ObjectReader
{
    private const int LongestNumber = 25;
    private readonly Dictionary<string, JsonElement> properties = new(StringComparer.Ordinal);
    private readonly string pointer;
    private readonly List<Error> errors;

    private ObjectReader(JsonElement element, string pointer, List<Error> errors)
    {
        this.pointer = pointer;
        this.errors = errors;
        foreach (var property in element.EnumerateObject())
        {
            if (TextOf(() => property.Name) is not { } name)
                Fail("", "malformed-text", "A property's name holds half a surrogate pair.");
            else if (!properties.TryAdd(name, property.Value))
                Fail(name, "repeated-property", $"The property '{Query.Shorten(name)}' stands more than once.");
        }
    }

    /// <summary>A reader of an object; null, with an error, when the value is something else.</summary>
    public static ObjectReader? Of(JsonElement element, string pointer, List<Error> errors)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return new ObjectReader(element, pointer, errors);
        errors.Add(Error.Invalid("wrong-type", $"Expected an object, found {Found(element)}.", pointer));
        return null;
    }

    /// <summary>Notes an error about a property.</summary>
    public void Fail(string property, string code, string message) => errors.Add(Error.Invalid(code, message, Pointer(property)));

    /// <summary>Notes an error about an array's element.</summary>
    public void FailAt(string list, int index, string code, string message) => errors.Add(Error.Invalid(code, message, $"{Pointer(list)}/{index}"));

    /// <summary>Whether a property stands there, null included.</summary>
    public bool Has(string name) => properties.ContainsKey(name);

    /// <summary>A text of 1 to so many characters without control characters; null when it is absent or wrong.</summary>
    public string? Text(string name, int maximum, bool required)
    {
        if (!Take(name, required, out var element))
            return null;
        if (element.ValueKind != JsonValueKind.String)
            return WrongType<string>(name, "a text", element);
        if (TextOf(element.GetString) is not { } text)
        {
            Fail(name, "malformed-text", $"{name}: the text holds half a surrogate pair.");
            return null;
        }

        if (text.Length == 0 || text.Length > maximum)
        {
            Fail(name, "wrong-length", $"{name}: expected 1 to {maximum} characters, found {text.Length}.");
            return null;
        }

        if (text.Any(char.IsControl))
        {
            Fail(name, "control-character", $"{name}: control characters are not taken.");
            return null;
        }

        return text;
    }

    /// <summary>A person's or organisation's name, without the blanks around it.</summary>
    public string? Name(int maximum)
    {
        if (Text("name", maximum, required: true) is not { } text)
            return null;
        if (text.Trim() is { Length: > 0 } trimmed)
            return trimmed;
        Fail("name", "wrong-length", $"name: expected 1 to {maximum} characters, found blanks only.");
        return null;
    }

    /// <summary><c>source</c> and <c>externalId</c>, of which both stand there or neither.</summary>
    /// <param name="required">Whether they must stand there.</param>
    public Reference? External(bool required = false)
    {
        var source = Text("source", Reference.MaximumSystemLength, required || Has("externalId"));
        var externalId = Text("externalId", Reference.MaximumExternalIdLength, required || Has("source"));
        if (source is not null && !Reference.IsSystem(source))
        {
            Fail("source", "invalid-source", $"source: expected letters, digits, dots, hyphens and underscores, found '{Query.Shorten(source)}'.");
            source = null;
        }

        if (externalId is not null && !Reference.IsExternalId(externalId))
        {
            Fail("externalId", "invalid-external-id", "externalId: expected a text without blanks at its ends.");
            externalId = null;
        }

        return source is null || externalId is null ? null : Reference.External(source, externalId);
    }

    /// <summary>A reference to a partner or person; null when it is absent or wrong.</summary>
    public Reference? ReferenceTo(string name, bool required)
    {
        if (Text(name, Reference.MaximumSystemLength + Reference.MaximumExternalIdLength + 1, required) is not { } text)
            return null;
        if (Reference.TryParse(text, out var reference))
            return reference;
        Fail(name, "invalid-reference", $"{name}: expected an id or system:externalId, found '{Query.Shorten(text)}'.");
        return null;
    }

    /// <summary>Whether a property stands there and is null.</summary>
    public bool IsNull(string name) => properties.TryGetValue(name, out var element) && element.ValueKind == JsonValueKind.Null;

    /// <summary>An instant of any year; null when it is absent or wrong.</summary>
    public DateTime? AnyInstant(string name)
    {
        if (!Take(name, required: false, out var element))
            return null;
        if (element.ValueKind == JsonValueKind.String && Timestamps.TryParseRfc3339(TextOf(element.GetString), out var instant))
            return instant;
        Fail(name, "invalid-instant", $"{name}: expected an RFC 3339 instant with an offset, such as 2026-01-31T12:00:00Z, found '{Query.Shorten(TextOf(element.ToString) ?? "")}'.");
        return null;
    }

    /// <summary>An instant at which something in the programme may happen; null when it is absent or wrong.</summary>
    public DateTime? Instant(string name)
    {
        if (!Take(name, required: false, out var element))
            return null;
        if (element.ValueKind == JsonValueKind.String && Timestamps.TryParseRfc3339(TextOf(element.GetString), out var instant) && instant.Year is >= 1900 and < 2200)
            return instant;
        Fail(name, "invalid-instant", $"{name}: expected an RFC 3339 instant with an offset between 1900 and 2200, such as 2026-01-31T12:00:00Z.");
        return null;
    }

    /// <summary>True or false; null when it is absent or wrong.</summary>
    public bool? Flag(string name)
    {
        if (!Take(name, required: false, out var element))
            return null;
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return element.GetBoolean();
        return WrongType<bool?>(name, "true or false", element);
    }

    /// <summary>A number that is not negative, exactly as it is written; null when it is absent or wrong.</summary>
    /// <param name="name">The property.</param>
    /// <param name="maximum">The greatest that is taken.</param>
    public decimal? Amount(string name, decimal maximum)
    {
        if (!Take(name, required: false, out var element))
            return null;
        if (element.ValueKind != JsonValueKind.Number)
            return WrongType<decimal?>(name, "a number", element);
        // A decimal rounds what is longer than it can hold; nobody's amount is that long.
        if (element.GetRawText().Length <= LongestNumber && element.TryGetDecimal(out var amount) && amount >= 0 && amount <= maximum)
            return amount;
        Fail(name, "invalid-amount", $"{name}: expected a number from 0 to {maximum}, found {Query.Shorten(element.GetRawText())}.");
        return null;
    }

    /// <summary>An array's elements; null when it is absent or wrong.</summary>
    public IReadOnlyList<JsonElement>? List(string name, int minimum, int maximum, bool required)
    {
        if (!Take(name, required, out var element))
            return null;
        if (element.ValueKind != JsonValueKind.Array)
            return WrongType<IReadOnlyList<JsonElement>>(name, "an array", element);
        var length = element.GetArrayLength();
        if (length >= minimum && length <= maximum)
            return element.EnumerateArray().ToList();
        Fail(name, "wrong-length", $"{name}: expected {minimum} to {maximum} elements, found {length}.");
        return null;
    }

    /// <summary>A reader of an object within this one; null when it is absent or wrong.</summary>
    public ObjectReader? Object(string name) => Take(name, required: true, out var element) ? Of(element, Pointer(name), errors) : null;

    /// <summary>A reader of an array's element.</summary>
    public ObjectReader? Element(string list, int index, JsonElement element) => Of(element, $"{Pointer(list)}/{index}", errors);

    /// <summary>Refuses what is not known here.</summary>
    public void Allow(params ReadOnlySpan<string> known)
    {
        foreach (var name in properties.Keys)
        {
            if (!known.Contains(name))
                Fail(name, "unknown-property", $"The property '{Query.Shorten(name)}' is not known here; expected {string.Join(", ", known)}.");
        }
    }

    /// <summary>What a value is, for messages.</summary>
    public static string Found(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    /// <summary>A text of the document; null when it is not Unicode, which JSON's escapes can bring about.</summary>
    public static string? TextOf(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private bool Take(string name, bool required, out JsonElement element)
    {
        if (properties.TryGetValue(name, out element))
            return true;
        if (required)
            Fail(name, "missing-property", $"{name}: the property is missing.");
        return false;
    }

    private T? WrongType<T>(string name, string expected, JsonElement element)
    {
        Fail(name, "wrong-type", $"{name}: expected {expected}, found {Found(element)}.");
        return default;
    }

    private string Pointer(string property) =>
        property.Length == 0 ? pointer : $"{pointer}/{property.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
