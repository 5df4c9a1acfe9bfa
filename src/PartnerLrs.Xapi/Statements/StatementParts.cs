namespace PartnerLrs.Xapi;

/// <summary>What is collected of the statement that is being read; cleared between statements, so that a batch shares the lists.</summary>
internal sealed class StatementParts
{
    // From this many keys on, a set is quicker than looking through the list, and a statement of many thousand activities stays linear.
    private const int Few = 24;

    private readonly List<IndexKey> keys = [];
    private readonly HashSet<IndexKey> seen = [];

    public List<Range> Replaced { get; } = [];

    public List<Range> Wrapped { get; } = [];

    public List<AttachmentReference> Attachments { get; } = [];

    public List<ActivityReference> Definitions { get; } = [];

    public void Add(IndexKeyKind kind, ReadOnlySpan<byte> utf8) => Add(IndexKey.Of(kind, utf8));

    public IReadOnlyList<IndexKey> Keys() => [.. keys];

    public static IReadOnlyList<T> Copy<T>(List<T> list) => list.Count == 0 ? [] : [.. list];

    /// <summary>Makes room for the next statement.</summary>
    public void Clear()
    {
        keys.Clear();
        seen.Clear();
        Replaced.Clear();
        Wrapped.Clear();
        Attachments.Clear();
        Definitions.Clear();
    }

    private void Add(IndexKey key)
    {
        if (keys.Count < Few)
        {
            if (!keys.Contains(key))
                keys.Add(key);
            return;
        }

        if (seen.Count == 0)
            seen.UnionWith(keys);
        if (seen.Add(key))
            keys.Add(key);
    }
}
