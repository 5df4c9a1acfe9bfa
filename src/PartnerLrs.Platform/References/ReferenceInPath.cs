using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PartnerLrs.Platform.References;

/// <summary>A reference that stands last in a path.</summary>
public static class ReferenceInPath
{
    /// <summary>Reads it. The server leaves an escaped slash as it is, so a reference with one is read from the target as it was sent.</summary>
    public static bool TryRead(HttpContext context, string segment, out Reference reference)
    {
        if (segment.Contains("%2F", StringComparison.OrdinalIgnoreCase) && context.Features.Get<IHttpRequestFeature>()?.RawTarget is { } target)
        {
            var path = target.Split('?')[0];
            segment = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        }

        return Reference.TryParse(segment, out reference);
    }
}
