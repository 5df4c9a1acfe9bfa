namespace PartnerLrs.Xapi;

/// <summary>
/// The index keys that a batch made last. Most statements of a batch speak of the same people, verbs and activities, and hashing their names is the
/// larger part of reading them. It lives as long as its batch, so nothing of it needs forgetting.
/// </summary>
internal sealed class KeyMemory
{
    private const int Places = 128;
    private const int LongestValue = 512;

    private readonly Entry[] entries = new Entry[Places];

    /// <summary>The same key as <see cref="IndexKey.Of(IndexKeyKind, ReadOnlySpan{byte})"/>.</summary>
    public IndexKey Of(IndexKeyKind kind, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestValue)
            return IndexKey.Of(kind, utf8);
        var hash = new HashCode();
        hash.Add((byte)kind);
        hash.AddBytes(utf8);
        ref var entry = ref entries[(uint)hash.ToHashCode() % Places];
        if (entry.Value is null || entry.Kind != kind || !utf8.SequenceEqual(entry.Value))
            entry = new Entry(kind, utf8.ToArray(), IndexKey.Of(kind, utf8));
        return entry.Key;
    }

    private readonly record struct Entry(IndexKeyKind Kind, byte[]? Value, IndexKey Key);
}
