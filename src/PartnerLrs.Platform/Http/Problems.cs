using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;

namespace PartnerLrs.Platform.Http;

/// <summary>
/// Errors at the edge, as RFC 9457 problem details. <c>type</c> is <c>urn:partnerlrs:problem:&lt;code&gt;</c> and stable; <c>errors</c> lists
/// what was wrong in a document that was sent, each with its JSON pointer.
/// </summary>
public static class Problems
{
    /// <summary>The prefix of every problem's <c>type</c>.</summary>
    public const string TypePrefix = "urn:partnerlrs:problem:";

    /// <summary>One expected failure.</summary>
    public static IResult From(Error error) => Of(Status(error.Kind), error.Code, error.Message, error.Pointer is null ? null : [error]);

    /// <summary>All that was wrong in one document that was sent; one failure stands for itself.</summary>
    /// <param name="errors">Each failure; at least one.</param>
    public static IResult From(IReadOnlyList<Error> errors) =>
        errors.Count == 1 ? From(errors[0]) : Invalid("invalid-document", $"{errors.Count} things are wrong with what was sent.", errors);

    /// <summary>Several failures in one document that was sent.</summary>
    /// <param name="code">The problem's code, e.g. <c>invalid-policy</c>.</param>
    /// <param name="message">One sentence over all of them.</param>
    /// <param name="errors">Each failure.</param>
    public static IResult Invalid(string code, string message, IEnumerable<Error> errors) => Of(StatusCodes.Status400BadRequest, code, message, errors);

    /// <summary>A problem with a status of its own.</summary>
    public static IResult Of(int status, string code, string message, IEnumerable<Error>? errors = null)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (errors is not null)
            extensions["errors"] = errors.Select(e => new Item(e.Pointer ?? "", e.Code, e.Message)).ToArray();
        return Results.Problem(detail: message, statusCode: status, type: TypePrefix + code, extensions: extensions);
    }

    /// <summary>The value as 200 JSON, or the error as a problem.</summary>
    public static IResult ToHttp<T>(this Result<T> result) => result.TryGet(out var value, out var error) ? Results.Ok(value) : From(error);

    /// <summary>The status code that a kind of failure answers with.</summary>
    public static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status500InternalServerError,
    };

    private sealed record Item(
        [property: JsonPropertyName("pointer")] string Pointer,
        [property: JsonPropertyName("code")] string Code,
        [property: JsonPropertyName("message")] string Message);
}
