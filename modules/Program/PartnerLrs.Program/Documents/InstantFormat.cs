using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;
using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Documents;

/// <summary>The format of instants: RFC 3339 with an offset.</summary>
internal sealed class InstantFormat : IFormatValidator
{
    /// <inheritdoc/>
    public string Format => JsonFormatStrings.DateTime;

    /// <inheritdoc/>
    public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.DateTimeExpected;

    /// <inheritdoc/>
    public bool IsValid(string value, JTokenType tokenType) => Timestamps.TryParseRfc3339(value, out _);
}
