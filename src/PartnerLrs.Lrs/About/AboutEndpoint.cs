using Microsoft.AspNetCore.Http;

namespace PartnerLrs.Lrs.About;

/// <summary>The resource <c>/xapi/about</c> (xAPI 1.0.3 Communication 2.8): which versions are spoken. It needs no credential.</summary>
internal static class AboutEndpoint
{
    public static async Task GetAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var body = """{"version":["2.0.0","1.0.3"],"extensions":{}}"""u8.ToArray();
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
