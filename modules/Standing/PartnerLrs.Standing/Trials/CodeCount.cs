namespace PartnerLrs.Standing.Trials;

/// <summary>How often a reason denies.</summary>
/// <param name="Code">The reason's code, e.g. <c>CERT_COUNT_SHORT</c>.</param>
/// <param name="Count">How often.</param>
internal sealed record CodeCount(string Code, int Count)
{
    /// <summary>The most frequent ones first.</summary>
    public static IReadOnlyList<CodeCount> Of(IEnumerable<KeyValuePair<string, int>> counts) =>
        [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new CodeCount(pair.Key, pair.Value))];
}
