namespace PartnerLrs.Standing.Review;

/// <summary>
/// IRIs that people take for the same and that are not: IRIs are compared as strings. Any spelling cannot be looked for in an index of hashes, so these are the
/// usual ones: http and https, a slash at the end, upper and lower case of the host, of the path or of all of it, percent-encoding, a fragment.
/// </summary>
internal static class NearbyIris
{
    private const string Http = "http://";
    private const string Https = "https://";

    private static readonly (string Name, Func<string, string> Make)[] Alike =
    [
        ("its fragment", iri => iri.Split('#')[0]),
        ("http and https", iri => iri.StartsWith(Https, StringComparison.OrdinalIgnoreCase) ? Http + iri[Https.Length..] : iri),
        ("a slash at the end", iri => iri.TrimEnd('/')),
        ("percent-encoding", Decoded),
        ("upper and lower case", iri => iri.ToUpperInvariant()),
    ];

    /// <summary>The IRIs near one, each once, without itself.</summary>
    public static IReadOnlyList<string> Of(string iri) =>
    [
        .. Spellings(iri, Schemes)
            .SelectMany(spelling => Spellings(spelling, Fragments))
            .SelectMany(spelling => Spellings(spelling, Slashes))
            .SelectMany(spelling => Spellings(spelling, Encodings))
            .SelectMany(spelling => Spellings(spelling, Cases))
            .Where(spelling => spelling != iri && spelling.Length > 0)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>How an IRI differs from another one near it, for people: "http and https", ….</summary>
    public static string Difference(string found, string wanted)
    {
        // It differs in what alone still keeps the two apart when they are made alike in all else.
        var differences = Alike.Where(one => Without(found, one.Name) != Without(wanted, one.Name)).Select(one => one.Name).ToList();
        return differences.Count == 0 ? "spelling" : string.Join(" and ", differences);
    }

    private static string Without(string iri, string exception) => Alike.Where(one => one.Name != exception).Aggregate(iri, (text, one) => one.Make(text));

    private static IEnumerable<string> Spellings(string iri, Func<string, IEnumerable<string>> others) => others(iri).Prepend(iri);

    private static IEnumerable<string> Schemes(string iri)
    {
        if (iri.StartsWith(Http, StringComparison.OrdinalIgnoreCase))
            yield return Https + iri[Http.Length..];
        if (iri.StartsWith(Https, StringComparison.OrdinalIgnoreCase))
            yield return Http + iri[Https.Length..];
    }

    private static IEnumerable<string> Fragments(string iri)
    {
        if (iri.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at)
            yield return iri[..at];
        else
            yield return iri + "#";
    }

    private static IEnumerable<string> Slashes(string iri)
    {
        if (iri.EndsWith('/'))
            yield return iri.TrimEnd('/');
        else if (!iri.Contains('?', StringComparison.Ordinal) && !iri.Contains('#', StringComparison.Ordinal))
            yield return iri + "/";
    }

    private static IEnumerable<string> Encodings(string iri)
    {
        yield return Decoded(iri);
        var encoded = new System.Text.StringBuilder(iri.Length);
        foreach (var rune in iri.EnumerateRunes())
            encoded.Append(rune.IsAscii && rune.Value > ' ' ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        yield return encoded.ToString();
    }

    private static IEnumerable<string> Cases(string iri)
    {
        yield return iri.ToLowerInvariant();
        yield return iri.ToUpperInvariant();
        var host = iri.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? iri.IndexOf('/', scheme + 3) : -1;
        if (host < 0)
            yield break;
        yield return iri[..host].ToLowerInvariant() + iri[host..];
        yield return iri[..host] + iri[host..].ToLowerInvariant();
        yield return iri[..host] + iri[host..].ToUpperInvariant();
        // The last part, which is mostly a course's number, and each part with a capital.
        var last = iri.TrimEnd('/').LastIndexOf('/') + 1;
        yield return iri[..last] + iri[last..].ToLowerInvariant();
        yield return iri[..last] + iri[last..].ToUpperInvariant();
        yield return iri[..host] + string.Join('/', iri[host..].Split('/').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
    }

    private static string Decoded(string iri)
    {
        var text = Uri.UnescapeDataString(iri);
        return text.Any(char.IsControl) ? iri : text;
    }
}
