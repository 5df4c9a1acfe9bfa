using Microsoft.EntityFrameworkCore;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.People;

/// <summary>The identifiers that a batch speaks of, and whose they are as its rows are applied one after another.</summary>
/// <param name="db">The tables.</param>
internal sealed class IdentifierSet(PartnersContext db)
{
    private readonly Dictionary<Guid, Identifier> owned = [];
    private readonly Dictionary<Guid, Identifier> dropped = [];
    private readonly Dictionary<string, HashSet<Guid>> ofPerson = new(StringComparer.Ordinal);

    /// <summary>An identifier's rows: itself and, for a mailbox, the SHA-1 form of it.</summary>
    public static IEnumerable<(AgentIdentifier Identifier, bool Derived)> WithTwin(AgentIdentifier identifier) =>
        identifier.Sha1Twin() is { } twin ? [(identifier, false), (twin, true)] : [(identifier, false)];

    /// <summary>Loads all identifiers of some people, and some identifiers whosever they are.</summary>
    public async Task LoadAsync(IEnumerable<string> people, IEnumerable<Guid> keys, CancellationToken cancellationToken)
    {
        foreach (var identifier in await people.InChunksAsync(chunk => db.Identifiers.Where(i => chunk.Contains(i.PersonId)), cancellationToken))
            Own(identifier);
        foreach (var identifier in await keys.Where(key => !owned.ContainsKey(key)).InChunksAsync(chunk => db.Identifiers.Where(i => chunk.Contains(i.AgentKey)), cancellationToken))
            Own(identifier);
    }

    /// <summary>A person's identifiers.</summary>
    public IEnumerable<Identifier> Of(string personId) => ofPerson.TryGetValue(personId, out var keys) ? keys.Select(key => owned[key]) : [];

    /// <summary>Whose an identifier is, or null.</summary>
    public string? OwnerOf(Guid key) => owned.GetValueOrDefault(key)?.PersonId;

    /// <summary>Everybody who owns one of them.</summary>
    public IReadOnlyCollection<string> Owners => [.. owned.Values.Select(identifier => identifier.PersonId).Distinct(StringComparer.Ordinal)];

    /// <summary>Makes a person's identifiers be these and no others.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Replace(string personId, IReadOnlyCollection<(AgentIdentifier Identifier, bool Derived)> wanted)
    {
        // An identifier that is given and also follows from a mailbox counts as given.
        var byKey = new Dictionary<Guid, (AgentIdentifier Identifier, bool Derived)>();
        foreach (var (identifier, derived) in wanted.OrderBy(w => w.Derived))
            byKey.TryAdd(identifier.AgentKey.Value, (identifier, derived));
        var changed = false;
        foreach (var identifier in Of(personId).Where(i => !byKey.ContainsKey(i.AgentKey)).ToList())
        {
            Drop(identifier);
            changed = true;
        }

        foreach (var (key, (identifier, derived)) in byKey)
            changed |= Put(key, personId, identifier, derived);
        return changed;
    }

    private bool Put(Guid key, string personId, AgentIdentifier wanted, bool derived)
    {
        if (owned.TryGetValue(key, out var row))
        {
            if ((row.Kind, row.Value, row.HomePage, row.Derived) == (wanted.Kind, wanted.Value, wanted.HomePage, derived))
                return false;
            Set(row);
            return true;
        }

        if (dropped.Remove(key, out row))
        {
            // Taken over from somebody who gave it up earlier in this batch: the row stays and changes hands.
            db.Entry(row).State = EntityState.Unchanged;
            Set(row);
        }
        else
        {
            row = new Identifier { AgentKey = key, PersonId = personId, Kind = wanted.Kind, Value = wanted.Value, HomePage = wanted.HomePage, Derived = derived };
            db.Add(row);
        }

        Own(row);
        return true;

        void Set(Identifier target)
        {
            (target.PersonId, target.Kind, target.Value, target.HomePage, target.Derived) = (personId, wanted.Kind, wanted.Value, wanted.HomePage, derived);
        }
    }

    private void Own(Identifier identifier)
    {
        owned[identifier.AgentKey] = identifier;
        if (!ofPerson.TryGetValue(identifier.PersonId, out var keys))
            ofPerson[identifier.PersonId] = keys = [];
        keys.Add(identifier.AgentKey);
    }

    private void Drop(Identifier identifier)
    {
        owned.Remove(identifier.AgentKey);
        ofPerson[identifier.PersonId].Remove(identifier.AgentKey);
        dropped[identifier.AgentKey] = identifier;
        db.Remove(identifier);
    }
}
