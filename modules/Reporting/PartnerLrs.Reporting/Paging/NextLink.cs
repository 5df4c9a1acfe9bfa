using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace PartnerLrs.Reporting.Paging;

/// <summary>Where the next page is.</summary>
internal static class NextLink
{
    /// <summary>The request's own address with a token in place of what led to this page.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">Names the last row of this page.</param>
    /// <param name="top">How many rows are still wanted, or null for all.</param>
    public static Uri Of(HttpRequest request, string token, int? top)
    {
        var options = request.Query.Where(option => option.Key is not ("$skip" or "$top" or "$skiptoken")).Select(option => KeyValuePair.Create<string, string?>(option.Key, option.Value.ToString()));
        if (top is { } rest)
            options = options.Append(new("$top", rest.ToString(CultureInfo.InvariantCulture)));
        return new Uri(QueryHelpers.AddQueryString(UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path), options.Append(new("$skiptoken", token))));
    }
}
