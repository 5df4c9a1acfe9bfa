using Microsoft.AspNetCore.Http;
using PartnerLrs.Kernel;

namespace PartnerLrs.Platform.Http;

/// <summary>Checks of query strings: a parameter that is not known or is repeated is refused rather than passed over.</summary>
public static class Query
{
    /// <summary>Refuses what is not in a list.</summary>
    /// <returns>The error, or null when every parameter is known and stands once.</returns>
    public static Error? Allow(HttpRequest request, params ReadOnlySpan<string> known)
    {
        foreach (var (name, values) in request.Query)
        {
            if (!known.Contains(name))
            {
                var expected = known.Length == 0 ? "none" : string.Join(", ", known);
                return Error.Invalid("unknown-parameter", $"The query parameter '{name}' is not known here; expected {expected}.");
            }

            if (values.Count > 1)
                return Error.Invalid("repeated-parameter", $"The query parameter '{name}' stands {values.Count} times; expected once.");
        }

        return null;
    }

    /// <summary>An instant from the query; null when the parameter is absent.</summary>
    public static Result<DateTime?> Instant(HttpRequest request, string name)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0 && !request.Query.ContainsKey(name))
            return (DateTime?)null;
        return Timestamps.TryParseRfc3339(text, out var instant)
            ? (DateTime?)instant
            : Error.Invalid("invalid-instant", $"{name}: expected an RFC 3339 instant with an offset, such as 2026-01-31T12:00:00Z, found '{Shorten(text)}'.");
    }

    /// <summary>A text cut to what an error message may repeat of it.</summary>
    public static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
