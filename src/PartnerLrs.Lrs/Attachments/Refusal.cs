using Microsoft.AspNetCore.Http;
using PartnerLrs.Lrs.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Attachments;

/// <summary>Why the body of a statements request is not taken.</summary>
/// <param name="Status">The status code of the answer.</param>
/// <param name="Code">The problem's code, for a refusal that points at no property.</param>
/// <param name="Error">What was wrong and which requirement rules.</param>
internal sealed record Refusal(int Status, string Code, XapiError Error)
{
    /// <summary>The body breaks a rule (400).</summary>
    public static Refusal Invalid(XapiError error) => new(StatusCodes.Status400BadRequest, "invalid-statement", error);

    /// <summary>The body breaks a rule outside any JSON document (400), e.g. in a part's headers.</summary>
    public static Refusal Invalid(string message, string requirement) => Invalid(new XapiError("", message, requirement));

    /// <summary>The request is of a media type that is not taken; the standard asks for 400, not 415.</summary>
    public static Refusal Unsupported(string message) => new(StatusCodes.Status400BadRequest, "unsupported-content", new XapiError("", message, ""));

    /// <summary>More bytes than an option allows (413).</summary>
    public static Refusal TooLarge(string what, int maximum, string key) =>
        new(StatusCodes.Status413PayloadTooLarge, "body-too-large", new XapiError("", $"{what} is larger than {maximum} bytes, the most that is taken ({key}).", ""));

    /// <summary>The server's temporary folder is full or cannot be written (507).</summary>
    public static Refusal NoRoom() =>
        new(StatusCodes.Status507InsufficientStorage, "storage-unavailable", new XapiError("", "The server's temporary folder has no room for the attachments; nothing was stored.", ""));

    /// <summary>Answers the request with it.</summary>
    public Task WriteAsync(HttpContext context) =>
        Error.Requirement.Length > 0 ? XapiProblem.InvalidAsync(context, Error) : XapiProblem.WriteAsync(context, Status, Code, Error.Message);
}
