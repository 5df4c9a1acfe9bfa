using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Activities;

/// <summary>
/// Tells the log's writer which activities are defined anew. Nearly every statement repeats a definition that is held already; that is seen here by
/// comparing bytes, without reading the database or taking JSON apart. One writer uses it at a time.
/// </summary>
internal sealed class ActivityCatalog
{
    // The definitions of a large catalogue of courses are some ten megabytes.
    private const int MaximumActivities = 20_000;

    private readonly Dictionary<string, Held> held = new(StringComparer.Ordinal);

    /// <summary>Forgets everything: a group was not committed, or another process has written.</summary>
    public void Clear() => held.Clear();

    /// <summary>The activities of which it has to be told what is held before <see cref="Apply"/>.</summary>
    public IReadOnlyCollection<string> Unknown(IEnumerable<DefinedActivity> defined)
    {
        if (held.Count > MaximumActivities)
            held.Clear();
        HashSet<string>? unknown = null;
        foreach (var activity in defined)
        {
            if (!held.ContainsKey(activity.ActivityId))
                (unknown ??= new HashSet<string>(StringComparer.Ordinal)).Add(activity.ActivityId);
        }

        return unknown ?? (IReadOnlyCollection<string>)[];
    }

    /// <summary>Takes in what the database holds of activities that were unknown.</summary>
    public void Load(IReadOnlyCollection<string> unknown, IReadOnlyDictionary<string, byte[]> found)
    {
        foreach (var id in unknown)
            held[id] = new Held { Definition = found.GetValueOrDefault(id, []) };
    }

    /// <summary>Takes in what statements define, in order.</summary>
    /// <returns>What has to be written.</returns>
    public IReadOnlyList<ActivityChange> Apply(IEnumerable<DefinedActivity> defined)
    {
        Dictionary<string, byte[]>? changes = null;
        foreach (var (id, definition) in defined)
        {
            var activity = held[id];
            if (definition.Span.SequenceEqual(activity.Last))
                continue;
            activity.Last = definition.ToArray();
            var merged = ActivityDefinition.Merge(activity.Definition, definition.Span);
            if (merged.AsSpan().SequenceEqual(activity.Definition))
                continue;
            activity.Definition = merged;
            (changes ??= new Dictionary<string, byte[]>(StringComparer.Ordinal))[id] = merged;
        }

        return changes is null ? [] : [.. changes.Select(change => new ActivityChange(change.Key, change.Value))];
    }

    private sealed class Held
    {
        /// <summary>What is held; empty when nothing is.</summary>
        public required byte[] Definition { get; set; }

        /// <summary>The definition that was taken in last: the same one again changes nothing.</summary>
        public byte[] Last { get; set; } = [];
    }
}
