using Microsoft.AspNetCore.Http;

namespace PartnerLrs.Platform.Http;

/// <summary>JSON that is there already, sent as it is. Unlike <see cref="Results.Bytes(ReadOnlyMemory{byte}, string?, string?, bool, DateTimeOffset?, Microsoft.Net.Http.Headers.EntityTagHeaderValue?)"/> it is no file: it knows no ranges.</summary>
/// <param name="json">The JSON, UTF-8.</param>
public sealed class JsonBytes(ReadOnlyMemory<byte> json) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json";
        httpContext.Response.ContentLength = json.Length;
        return httpContext.Response.BodyWriter.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }
}
