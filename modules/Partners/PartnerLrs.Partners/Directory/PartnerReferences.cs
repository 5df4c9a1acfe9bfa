using System.Collections.Concurrent;
using PartnerLrs.Partners.Contracts;

namespace PartnerLrs.Partners.Directory;

/// <summary>Whom references name, kept in memory until the directory changes: gates ask thousands of times an hour for the same ones.</summary>
internal sealed class PartnerReferences : IDirectoryObserver
{
    /// <summary>A caller who makes up spellings of the same partners does not fill the memory.</summary>
    private const int Most = 100_000;

    private volatile ConcurrentDictionary<(bool Person, string Reference), string> known = new();

    /// <summary>The partner's id, from memory or else by asking; null when the reference names none.</summary>
    /// <param name="reference">The reference, as the caller wrote it.</param>
    /// <param name="find">Asks the database.</param>
    public ValueTask<string?> PartnerAsync(string reference, Func<Task<string?>> find) => ResolveAsync((false, reference), find);

    /// <summary>The person's id, from memory or else by asking; null when the reference names nobody.</summary>
    /// <param name="reference">The reference, as the caller wrote it.</param>
    /// <param name="find">Asks the database.</param>
    public ValueTask<string?> PersonAsync(string reference, Func<Task<string?>> find) => ResolveAsync((true, reference), find);

    /// <inheritdoc/>
    public void Changed() => known = new();

    private async ValueTask<string?> ResolveAsync((bool Person, string Reference) key, Func<Task<string?>> find)
    {
        // What is found goes where it was looked for: a change in between takes that memory away.
        var memory = known;
        if (memory.TryGetValue(key, out var id))
            return id;
        if (await find() is not { } found)
            return null;
        if (memory.Count < Most)
            memory[key] = found;
        return found;
    }
}
