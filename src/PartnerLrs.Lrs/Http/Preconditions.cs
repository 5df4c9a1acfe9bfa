using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using PartnerLrs.Kernel;

namespace PartnerLrs.Lrs.Http;

/// <summary>
/// What a request demands of the present content: <c>If-Match</c> and <c>If-None-Match</c> (RFC 9110 13.1, to which xAPI 1.0.3 Communication 3.1
/// refers). A weak tag never satisfies <c>If-Match</c>, which compares strongly; <c>If-None-Match</c> compares weakly.
/// </summary>
internal sealed class Preconditions
{
    private readonly IReadOnlyList<Tag>? match;
    private readonly IReadOnlyList<Tag>? noneMatch;

    private Preconditions(IReadOnlyList<Tag>? match, IReadOnlyList<Tag>? noneMatch) => (this.match, this.noneMatch) = (match, noneMatch);

    /// <summary>Whether the request demands nothing.</summary>
    public bool AreNone => match is null && noneMatch is null;

    /// <summary>Reads the request's headers; one that is not a list of entity tags or <c>*</c> is an error, because passing it over could lose an update.</summary>
    public static Result<Preconditions> Read(IHeaderDictionary headers)
    {
        if (!TryParse(headers.IfMatch, out var match))
            return Malformed("If-Match", headers.IfMatch);
        return TryParse(headers.IfNoneMatch, out var noneMatch) ? new Preconditions(match, noneMatch) : Malformed("If-None-Match", headers.IfNoneMatch);
    }

    /// <summary>Whether <c>If-Match</c> holds, or is absent.</summary>
    /// <param name="tag">The present content's tag; null when there is none.</param>
    public bool MatchHolds(string? tag) => match is null || (tag is not null && match.Any(wanted => wanted.IsAny || (!wanted.IsWeak && wanted.Value == tag)));

    /// <summary>Whether <c>If-None-Match</c> holds, or is absent.</summary>
    /// <param name="tag">The present content's tag; null when there is none.</param>
    public bool NoneMatchHolds(string? tag) => noneMatch is null || tag is null || !noneMatch.Any(unwanted => unwanted.IsAny || unwanted.Value == tag);

    private static Error Malformed(string name, StringValues value) =>
        Error.Invalid("bad-request", $"The header {name} is '{Platform.Http.Query.Shorten(value.ToString())}'; expected * or entity tags in double quotes, separated by commas.");

    private static bool TryParse(StringValues header, out IReadOnlyList<Tag>? tags)
    {
        tags = null;
        if (header.Count == 0)
            return true;
        var text = string.Join(',', header.ToArray()).AsSpan().Trim(" \t");
        if (text is "*")
        {
            tags = [new Tag("", IsWeak: false, IsAny: true)];
            return true;
        }

        var found = new List<Tag>();
        tags = found;
        while (true)
        {
            // RFC 9110 5.6.1: empty elements of a list count for nothing.
            text = text.TrimStart(" \t,");
            if (text.IsEmpty)
                return found.Count > 0;
            var weak = text.StartsWith("W/", StringComparison.Ordinal);
            if (weak)
                text = text[2..];
            var end = text.IsEmpty || text[0] != '"' ? -1 : text[1..].IndexOf('"');
            if (end < 0)
                return false;
            found.Add(new Tag(text.Slice(1, end).ToString(), weak, IsAny: false));
            text = text[(end + 2)..].TrimStart(" \t");
            if (!text.IsEmpty && text[0] != ',')
                return false;
        }
    }

    private sealed record Tag(string Value, bool IsWeak, bool IsAny);
}
