using System.Collections.Concurrent;
using PartnerLrs.Partners.Contracts;

namespace PartnerLrs.Partners.Directory;

/// <summary>Which partner a reference names, kept in memory until the directory changes: gates ask thousands of times an hour for the same ones.</summary>
internal sealed class PartnerReferences : IDirectoryObserver
{
    /// <summary>A caller who makes up spellings of the same partners does not fill the memory.</summary>
    private const int Most = 100_000;

    private volatile ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>The partner's id, from memory or else by asking; null when the reference names none.</summary>
    /// <param name="reference">The reference, as the caller wrote it.</param>
    /// <param name="find">Asks the database.</param>
    public async ValueTask<string?> ResolveAsync(string reference, Func<Task<PartnerRecord?>> find)
    {
        // What is found goes where it was looked for: a change in between takes that memory away.
        var memory = known;
        if (memory.TryGetValue(reference, out var id))
            return id;
        if (await find() is not { } partner)
            return null;
        if (memory.Count < Most)
            memory[reference] = partner.Id;
        return partner.Id;
    }

    /// <inheritdoc/>
    public void Changed() => known = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
}
