using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PartnerLrs.Reporting.Paging;

/// <summary>How many rows a page has.</summary>
internal static class PageSize
{
    private const int Maximum = 5000;

    /// <summary>The server's size, or the smaller one that the caller prefers (OData 4.01 Protocol 8.2.8.7), which the answer then acknowledges.</summary>
    public static int Of(HttpRequest request, HttpResponse response)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(header => (header ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            if (preference.Split('=', 2, StringSplitOptions.TrimEntries) is not [("odata.maxpagesize" or "maxpagesize") and var name, var value]
                || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < 1)
                continue;
            size = Math.Min(size, Maximum);
            response.Headers["Preference-Applied"] = $"{name}={size}";
            return size;
        }

        return Maximum;
    }
}
