namespace PartnerLrs.Kernel;

/// <summary>An expected failure: what was wrong, where, and what was expected instead.</summary>
/// <param name="Kind">Which family the failure belongs to; the edge maps it to a status code.</param>
/// <param name="Code">Stable machine-readable code, kebab-case, e.g. <c>unknown-partner</c>.</param>
/// <param name="Message">One sentence for a person: names the field, what was found, what was expected.</param>
/// <param name="Pointer">RFC 6901 JSON pointer into the document that was sent, when the failure lies in one.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message, string? Pointer = null)
{
    /// <summary>The request or document is wrong (400).</summary>
    public static Error Invalid(string code, string message, string? pointer = null) => new(ErrorKind.Invalid, code, message, pointer);

    /// <summary>What was asked for does not exist (404).</summary>
    public static Error NotFound(string code, string message) => new(ErrorKind.NotFound, code, message);

    /// <summary>The request contradicts what is already there (409).</summary>
    public static Error Conflict(string code, string message, string? pointer = null) => new(ErrorKind.Conflict, code, message, pointer);
}
