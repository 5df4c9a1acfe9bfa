using System.Text;
using System.Text.Json;

namespace PartnerLrs.Xapi;

/// <summary>
/// Walks over a request's body once, checking every rule as it goes and collecting what the log needs. Methods that read a value expect the
/// reader to stand on its first token and leave it on its last; they return false once a rule is broken, and <see cref="Error"/> then says which.
/// The text must be valid UTF-8 without lone surrogates; malformed JSON surfaces as <see cref="JsonException"/>.
/// </summary>
internal ref partial struct StatementWalker
{
    /// <summary>How deep objects and arrays may lie in each other, counted from the root of the body.</summary>
    public const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> body;
    private readonly XapiVersion version;
    private readonly StatementParts parts;
    private Utf8JsonReader reader;

    /// <summary>Where the property that was read last starts: its name's opening quote.</summary>
    private int memberAt;

    /// <summary>Where the statement that is being read starts in the body.</summary>
    private int statementAt;

    private long errorAt;
    private string? errorMessage;
    private Rule? errorRule;

    public StatementWalker(ReadOnlySpan<byte> body, XapiVersion version)
    {
        this.body = body;
        this.version = version;
        parts = new StatementParts();
        reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>The first violation.</summary>
    public readonly XapiError? Error => errorMessage is null ? null : new XapiError(JsonPointer.At(body, errorAt, MaxDepth), errorMessage, errorRule!.In(version));

    /// <summary>The kind of token that the reader stands on.</summary>
    public readonly JsonTokenType Token => reader.TokenType;

    /// <summary>Where the token that the reader stands on starts.</summary>
    public readonly int TokenAt => (int)reader.TokenStartIndex;

    /// <summary>Where what has been read ends.</summary>
    public readonly int Consumed => (int)reader.BytesConsumed;

    /// <summary>How deep the reader stands.</summary>
    public readonly int Depth => reader.CurrentDepth;

    public bool Next() => reader.Read();

    /// <summary>Records that the current token is not what it should be.</summary>
    public bool FailHere(string expected, Rule rule) => Fail(reader.TokenStartIndex, $"expected {expected}, found {Excerpt.Found(in reader)}", rule);

    public bool Fail(long at, string message, Rule rule)
    {
        if (errorMessage is null)
            (errorAt, errorMessage, errorRule) = (at, message, rule);
        return false;
    }

    /// <summary>
    /// Moves to the value of the next property of an object. False at the object's end (with <paramref name="member"/> -1) and on violation.
    /// </summary>
    private bool Member(Shape shape, ref uint seen, out int member)
    {
        member = -1;
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
            return false;
        memberAt = (int)reader.TokenStartIndex;
        var found = shape.IndexOf(Text());
        if (found < 0)
            return Unknown(shape);
        if ((seen & (1u << found)) != 0)
            return Fail(memberAt, $"expected \"{shape[found]}\" once, found it twice", Rule.Format);
        seen |= 1u << found;
        member = found;
        reader.Read();
        return true;
    }

    private bool Unknown(Shape shape)
    {
        var found = Excerpt.Of(in reader, 60);
        return Fail(memberAt, $"{shape.Expected(found)}, found \"{found}\"", shape.Rule);
    }

    private bool Violated => errorMessage is not null;

    private bool Require(Shape shape, uint seen, int members, long at)
    {
        for (var member = 0; member < members; member++)
        {
            if ((seen & (1u << member)) == 0)
                return Fail(at, $"expected the property \"{shape[member]}\" in {shape.Noun}, found none", shape.Rule);
        }

        return true;
    }

    /// <summary>The current string or name, unescaped.</summary>
    private readonly ReadOnlySpan<byte> Text()
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        var unescaped = new byte[reader.ValueSpan.Length];
        return unescaped.AsSpan(0, reader.CopyString(unescaped));
    }

    private readonly string TextString() => Encoding.UTF8.GetString(Text());

    private bool IsObject(string expected, Rule rule) => reader.TokenType == JsonTokenType.StartObject || FailHere(expected, rule);

    private bool IsArray(string expected, Rule rule) => reader.TokenType == JsonTokenType.StartArray || FailHere(expected, rule);

    private bool IsString(string expected, Rule rule) => reader.TokenType == JsonTokenType.String || FailHere(expected, rule);

    /// <summary>Moves to the next element of an array; false at its end.</summary>
    private bool Element()
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    private bool AbsoluteIri(string expected, Rule rule) =>
        (reader.TokenType == JsonTokenType.String && Iri.IsAbsolute(Text())) || FailHere(expected, rule);

    private bool Uuid(string expected, Rule rule, out Guid id)
    {
        id = default;
        return (reader.TokenType == JsonTokenType.String && UuidText.TryParse(Text(), out id)) || FailHere(expected, rule);
    }

    private bool Timestamp(out DateTime utc)
    {
        utc = default;
        return (reader.TokenType == JsonTokenType.String && XapiTimestamp.TryParse(Text(), version, out utc))
            || FailHere(version == XapiVersion.V1 ? "an ISO 8601 date and time such as 2026-01-31T09:30:00Z" : "an RFC 3339 date and time such as 2026-01-31T09:30:00Z", Rule.Timestamp);
    }

    private bool Boolean(Rule rule, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return value || reader.TokenType == JsonTokenType.False || FailHere("true or false", rule);
    }

    private bool Number(string expected, Rule rule, out double value)
    {
        value = 0;
        return (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value) && double.IsFinite(value)) || FailHere(expected, rule);
    }

    private bool LanguageMap(Rule rule)
    {
        if (!IsObject("a language map such as {\"en-US\": \"completed\"}", rule))
            return false;
        var names = default(NameSet);
        while (true)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var name = Text();
            if (!LanguageTag.IsValid(name))
                return FailHere("an RFC 5646 language tag such as en-US", Rule.LanguageMaps);
            if (!names.Add(body, name, (int)reader.TokenStartIndex + 1, reader.ValueIsEscaped))
                return FailHere("each language once", Rule.Format);
            reader.Read();
            if (!IsString("a text", Rule.LanguageMaps))
                return false;
        }
    }

    private bool Extensions(Rule rule)
    {
        if (!IsObject("an object of extensions", rule))
            return false;
        return AnyObject(areNamesIris: true);
    }

    /// <summary>Passes over an object that may hold anything, nulls included. A name that occurs twice is refused even here, because readers would disagree on what it says.</summary>
    private bool AnyObject(bool areNamesIris)
    {
        var names = default(NameSet);
        while (true)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var name = Text();
            if (areNamesIris && !Iri.IsAbsolute(name))
                return FailHere("an IRI with a scheme as the extension's key", Rule.Extensions);
            if (!names.Add(body, name, (int)reader.TokenStartIndex + 1, reader.ValueIsEscaped))
                return FailHere("each property once", Rule.Format);
            reader.Read();
            if (!AnyValue())
                return false;
        }
    }

    private bool AnyValue()
    {
        if (reader.TokenType == JsonTokenType.StartObject)
            return AnyObject(areNamesIris: false);
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (Element())
            {
                if (!AnyValue())
                    return false;
            }
        }

        return true;
    }

}
