using Microsoft.AspNetCore.Http;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Http;

/// <summary>The headers that the standard adds.</summary>
internal static class XapiHeaders
{
    public const string Version = "X-Experience-API-Version";
    public const string ConsistentThrough = "X-Experience-API-Consistent-Through";

    private static readonly object VersionKey = new();

    /// <summary>The version of this conversation; set once the request's header was accepted.</summary>
    public static XapiVersion XapiVersion(this HttpContext context) => (XapiVersion)context.Items[VersionKey]!;

    /// <summary>Accepts the request's version header (xAPI 1.0.3 Communication 3.3) and sets the answer's.</summary>
    /// <returns>What was wrong with it, or null.</returns>
    public static string? Negotiate(HttpContext context, XapiVersion standing, bool required)
    {
        var received = context.Request.Headers[Version];
        if (received.Count == 1 && XapiVersions.TryParse(received, out var version))
        {
            context.Items[VersionKey] = version;
            context.Response.Headers[Version] = XapiVersions.HeaderValue(version);
            return null;
        }

        context.Items[VersionKey] = standing;
        context.Response.Headers[Version] = XapiVersions.HeaderValue(standing);
        if (received.Count == 0)
            return required ? $"The header {Version} is missing; expected 2.0.0 or 1.0.3." : null;
        return required ? $"The header {Version} is '{Platform.Http.Query.Shorten(received.ToString())}'; expected 1.0, 1.0.x, 2.0 or 2.0.x." : null;
    }
}
