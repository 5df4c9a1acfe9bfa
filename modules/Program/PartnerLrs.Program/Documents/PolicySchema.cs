using System.Globalization;
using System.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Documents;

/// <summary>The published JSON Schema of policy documents, and what it has to say of one.</summary>
internal static class PolicySchema
{
    /// <summary>The distance of an alternative of another type altogether.</summary>
    private const int WrongType = 100;

    private static readonly byte[] Published = ReadResource();

    private static readonly Lazy<JsonSchema> Schema = new(() =>
        JsonSchema.FromJsonAsync(Encoding.UTF8.GetString(Published)).GetAwaiter().GetResult());

    private static readonly JsonSchemaValidatorSettings Settings = WithInstants();

    /// <summary>What the alternatives are where the schema has some, for error messages, by the name of the definition.</summary>
    private static readonly Dictionary<string, string> Alternatives = new(StringComparer.Ordinal)
    {
        ["rule"] = "a course id or one of {\"all\": […]}, {\"any\": […]}, {\"atLeast\": n, \"of\": […]}",
        ["activity"] = "an IRI or {\"iri\": …, \"release\": …}",
        ["requirement"] = "one of {\"certifications\": […], \"count\": n}, {\"metric\": …, \"window\": …, \"atLeast\": n}, {\"any\": […]}",
    };

    /// <summary>The schema's own document in UTF-8, as it is published.</summary>
    public static ReadOnlyMemory<byte> Utf8 => Published;

    /// <summary>The errors of shape, each at the place where it is.</summary>
    /// <param name="document">A document of sound syntax, see <see cref="JsonSyntax"/>.</param>
    public static IReadOnlyList<Error> Check(JsonElement document) =>
        [.. new JsonSchemaValidator(Settings).Validate(ToToken(document), Schema.Value).SelectMany(error => Flatten(error, document))];

    private static IEnumerable<Error> Flatten(ValidationError error, JsonElement document) => error switch
    {
        ChildSchemaValidationError { Kind: ValidationErrorKind.NotAnyOf } alternatives => Closest(alternatives, document),
        ChildSchemaValidationError inner => inner.Errors.Values.SelectMany(errors => errors).SelectMany(child => Flatten(child, document)),
        // What is no object lacks no properties.
        { Kind: ValidationErrorKind.PropertyRequired } when At(document, Place(error)).ValueKind != JsonValueKind.Object => [],
        _ => [ToError(error, document)],
    };

    /// <summary>Of alternatives the one that was evidently meant: the one whose shape is right, or else nearer than that of any other.</summary>
    private static IEnumerable<Error> Closest(ChildSchemaValidationError alternatives, JsonElement document)
    {
        var pointer = PointerOf(alternatives.Path);
        var nearest = alternatives.Errors.Values
            .GroupBy(errors => errors.Sum(error => Distance(error, pointer)))
            .MinBy(group => group.Key)!;
        return nearest.Key < WrongType && nearest.ToList() is [var errors]
            ? errors.SelectMany(error => Flatten(error, document))
            : [Error.Invalid("schema", $"Expected {AlternativesOf(alternatives.Schema)}, found {Found(document, pointer)}.", pointer)];
    }

    private static string AlternativesOf(JsonSchema schema) =>
        Alternatives[Schema.Value.Definitions.First(definition => definition.Value.ActualSchema == schema.ActualSchema).Key];

    /// <summary>How far an error says that something has another shape: not at all if it is about what is inside.</summary>
    private static int Distance(ValidationError error, string pointer) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired or ValidationErrorKind.NoAdditionalPropertiesAllowed when Place(error) == pointer || ParentOf(Place(error)) == pointer => 1,
        ValidationErrorKind.StringExpected or ValidationErrorKind.ObjectExpected when Place(error) == pointer => WrongType,
        _ => 0,
    };

    private static Error ToError(ValidationError error, JsonElement document)
    {
        var pointer = Place(error);
        var schema = error.Schema.ActualSchema;
        var message = error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => $"The property \"{error.Property}\" is required and missing.",
            ValidationErrorKind.NoAdditionalPropertiesAllowed =>
                $"The property \"{error.Property}\" is not known here; expected {OneOf(schema.ActualProperties.Keys)}.",
            _ => $"Expected {Expected(error.Kind, schema)}, found {Found(document, pointer)}.",
        };
        return Error.Invalid("schema", message, pointer);
    }

    private static string Expected(ValidationErrorKind kind, JsonSchema schema) => kind switch
    {
        ValidationErrorKind.StringExpected => "text",
        ValidationErrorKind.NumberExpected => "a number",
        ValidationErrorKind.IntegerExpected => "a whole number written without fraction or exponent",
        ValidationErrorKind.BooleanExpected => "true or false",
        ValidationErrorKind.ObjectExpected => "an object",
        ValidationErrorKind.ArrayExpected => "an array",
        ValidationErrorKind.DateTimeExpected => "an RFC 3339 instant with an offset such as 2026-01-31T12:00:00Z",
        ValidationErrorKind.PatternMismatch when schema.Pattern!.StartsWith("^PT", StringComparison.Ordinal) => "an ISO 8601 duration of hours, minutes and seconds such as PT15M",
        ValidationErrorKind.PatternMismatch when schema.Pattern.StartsWith("^[0-9a-f]", StringComparison.Ordinal) => "the SHA-256 of a certificate as 64 hexadecimal digits in lower case",
        ValidationErrorKind.PatternMismatch when schema.Pattern == "^[A-Z]{3}$" => "a three-letter ISO 4217 code in capitals such as USD",
        ValidationErrorKind.PatternMismatch when schema.Pattern.StartsWith("^P", StringComparison.Ordinal) => CalendarPeriod.Expected,
        ValidationErrorKind.PatternMismatch => "an id of letters, digits, dots, hyphens and underscores, beginning with a letter or digit, at most 64 in all",
        ValidationErrorKind.StringTooShort => $"text of at least {schema.MinLength} character{(schema.MinLength == 1 ? "" : "s")}",
        ValidationErrorKind.StringTooLong => $"text of at most {schema.MaxLength} characters",
        ValidationErrorKind.NumberTooSmall => $"a number of at least {schema.Minimum?.ToString(CultureInfo.InvariantCulture)}",
        ValidationErrorKind.NumberTooBig or ValidationErrorKind.IntegerTooBig => $"a number of at most {schema.Maximum?.ToString(CultureInfo.InvariantCulture)}",
        ValidationErrorKind.TooFewItems => $"at least {schema.MinItems} item{(schema.MinItems == 1 ? "" : "s")}",
        ValidationErrorKind.TooManyItems => $"at most {schema.MaxItems} items",
        ValidationErrorKind.ItemsNotUnique => "items of which no two are the same",
        ValidationErrorKind.NotInEnumeration => OneOf(schema.Enumeration.Select(value => $"{value}")),
        _ => $"something else ({kind})",
    };

    private static string OneOf(IEnumerable<string> names) => $"one of {string.Join(", ", names.Select(name => $"\"{name}\""))}";

    private static string Found(JsonElement document, string pointer)
    {
        var value = At(document, pointer);
        return value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => value.GetArrayLength() switch { 0 => "no items", 1 => "an array of 1 item", var count => $"an array of {count} items" },
            _ => value.GetRawText() is { Length: > 60 } text ? $"{text.AsSpan(0, 57)}…" : value.GetRawText(),
        };
    }

    private static JsonElement At(JsonElement document, string pointer) => pointer.Split('/').Skip(1).Aggregate(
        document,
        (value, step) => value.ValueKind == JsonValueKind.Array ? value[int.Parse(step, CultureInfo.InvariantCulture)] : value.GetProperty(step));

    /// <summary>What is missing is missing where it should be: in its object. All else is where the validator says.</summary>
    private static string Place(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => ParentOf(PointerOf(error.Path)),
        ValidationErrorKind.NoAdditionalPropertiesAllowed => JsonPointer.Property(PointerOf(WithoutLast(error)), error.Property!),
        _ => PointerOf(error.Path),
    };

    // Only an unknown property's name can hold dots and brackets, and it is always the last step.
    private static string WithoutLast(ValidationError error) => error.Path![..^error.Property!.Length].TrimEnd('.');

    private static string ParentOf(string pointer) => pointer[..pointer.LastIndexOf('/')];

    /// <summary>The validator's paths look like <c>#/courses[0].completion.verbs</c>; every name in them is one of the schema's.</summary>
    private static string PointerOf(string? path) => path is null or "" or "#" or "#/"
        ? ""
        : $"/{path[2..].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/').TrimStart('/')}";

    private static JToken ToToken(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new JObject(value.EnumerateObject().Select(property => new JProperty(property.Name, ToToken(property.Value)))),
        JsonValueKind.Array => new JArray(value.EnumerateArray().Select(ToToken)),
        JsonValueKind.String => new JValue(value.GetString()),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? new JValue(whole) : new JValue(value.GetDecimal()),
        JsonValueKind.True => new JValue(true),
        JsonValueKind.False => new JValue(false),
        _ => JValue.CreateNull(),
    };

    private static JsonSchemaValidatorSettings WithInstants()
    {
        var settings = new JsonSchemaValidatorSettings();
        // What the model can read, neither more nor less.
        settings.FormatValidators = [.. settings.FormatValidators.Where(validator => validator.Format != JsonFormatStrings.DateTime), new InstantFormat()];
        return settings;
    }

    private static byte[] ReadResource()
    {
        using var stream = typeof(PolicySchema).Assembly.GetManifestResourceStream("program.schema.json")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
