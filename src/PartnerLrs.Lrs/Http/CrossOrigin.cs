using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace PartnerLrs.Lrs.Http;

/// <summary>
/// Who may call <c>/xapi</c> from a browser: content of any origin (courses run where they are hosted), with a credential that it was given. No
/// cookie is ever read here, so there is no session that a foreign page could ride on.
/// </summary>
internal static class CrossOrigin
{
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(1);

    /// <summary>The policy.</summary>
    public static void Configure(CorsPolicyBuilder policy) => policy
        .AllowAnyOrigin()
        .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete)
        .WithHeaders(
            HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.Accept, HeaderNames.AcceptLanguage,
            "Content-Transfer-Encoding", XapiHeaders.Version)
        .WithExposedHeaders(
            HeaderNames.ETag, HeaderNames.LastModified, HeaderNames.ContentType, HeaderNames.ContentLength, HeaderNames.WWWAuthenticate, HeaderNames.RetryAfter,
            XapiHeaders.Version, XapiHeaders.ConsistentThrough)
        .SetPreflightMaxAge(PreflightAge);
}
