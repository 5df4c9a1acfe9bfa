using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using PartnerLrs.Platform.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Http;

/// <summary>
/// Errors of <c>/xapi</c>: the status codes that the standard sets, with problem details that name the property by JSON pointer and the requirement that rules.
/// </summary>
internal static class XapiProblem
{
    /// <summary>A request that is wrong outside a document.</summary>
    public static Task BadRequestAsync(HttpContext context, string message) => WriteAsync(context, StatusCodes.Status400BadRequest, "bad-request", message);

    /// <summary>A problem with a status of its own.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string message) => Problems.Of(status, code, message).ExecuteAsync(context);

    /// <summary>A document that is not valid xAPI.</summary>
    public static Task InvalidAsync(HttpContext context, XapiError error) => Results.Problem(
        detail: error.Pointer.Length == 0 ? error.Message : $"{error.Pointer}: {error.Message}",
        statusCode: StatusCodes.Status400BadRequest,
        type: Problems.TypePrefix + "invalid-statement",
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = new[] { new Item(error.Pointer, error.Message, error.Requirement) } })
        .ExecuteAsync(context);

    private sealed record Item(
        [property: JsonPropertyName("pointer")] string Pointer,
        [property: JsonPropertyName("message")] string Message,
        [property: JsonPropertyName("requirement")] string Requirement);
}
