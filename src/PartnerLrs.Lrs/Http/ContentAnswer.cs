using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PartnerLrs.Lrs.Http;

/// <summary>Answers to GET and HEAD that carry an entity tag. HEAD gets the same headers and no body.</summary>
internal static class ContentAnswer
{
    /// <summary>Sets the headers that describe the content, and answers 412 or 304 when the request's preconditions ask for that (RFC 9110 13.2.2).</summary>
    /// <param name="context">The request.</param>
    /// <param name="preconditions">Its preconditions.</param>
    /// <param name="tag">The content's tag, without quotes.</param>
    /// <param name="modified">When the content last changed, or null.</param>
    /// <returns>Whether the content is to be written.</returns>
    public static async ValueTask<bool> StartAsync(HttpContext context, Preconditions preconditions, string tag, DateTime? modified)
    {
        var headers = context.Response.Headers;
        headers.ETag = EntityTag.Quote(tag);
        if (modified is { } instant)
            headers.LastModified = instant.ToString("R", CultureInfo.InvariantCulture);
        // Otherwise a browser may guess from Last-Modified how long it need not ask again.
        headers.CacheControl = "private, no-cache";
        if (!preconditions.MatchHolds(tag))
        {
            await XapiProblem.WriteAsync(context, StatusCodes.Status412PreconditionFailed, "precondition-failed", "If-Match does not hold: the content has changed.");
            return false;
        }

        if (preconditions.NoneMatchHolds(tag))
            return true;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return false;
    }

    /// <summary>Writes the content; on HEAD only its type and length.</summary>
    public static async Task WriteAsync(HttpContext context, string contentType, long length, ReadOnlyMemory<byte> content)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = length;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}
