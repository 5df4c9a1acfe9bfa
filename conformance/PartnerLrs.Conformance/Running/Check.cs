namespace PartnerLrs.Conformance.Running;

/// <summary>What checks demand.</summary>
internal static class Check
{
    public static void That(bool holds, string otherwise)
    {
        if (!holds)
            throw new NotMetException(otherwise);
    }

    public static void Same<T>(T expected, T found, string what) =>
        That(EqualityComparer<T>.Default.Equals(expected, found), $"{what}: expected {expected}, found {found}.");

    /// <summary>Demands the same ids in the same order.</summary>
    public static void Ids(IEnumerable<Guid> expected, IEnumerable<Guid> found, string what)
    {
        var (left, right) = (expected.ToList(), found.ToList());
        That(left.SequenceEqual(right), $"{what}: expected {left.Count} statements [{string.Join(", ", left.Take(5))}], found {right.Count} [{string.Join(", ", right.Take(5))}].");
    }

    /// <summary>An instant as xAPI writes it.</summary>
    public static DateTimeOffset Instant(string? text, string what)
    {
        That(
            DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var instant) && text!.Contains('T', StringComparison.Ordinal),
            $"{what} is '{text}', expected an ISO 8601 timestamp.");
        return instant;
    }
}
