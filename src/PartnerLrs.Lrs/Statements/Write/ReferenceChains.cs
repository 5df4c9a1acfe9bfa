using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>
/// Gives statements that refer to others the index keys of those others, at any remove: what finds a statement finds those that refer to it
/// (xAPI 1.0.3 Communication 2.1.3, Filter Conditions for StatementRefs). So a filter stays one range of the links, whatever order statements arrive in.
/// </summary>
internal sealed class ReferenceChains
{
    /// <summary>
    /// How many references are followed. The standard names no end, but each statement of an endless chain would carry the keys of all before it, and
    /// a few kilobytes sent would be gigabytes kept.
    /// </summary>
    public const int MaximumHops = 64;

    private readonly Dictionary<Guid, Link> links = [];

    /// <summary>Adds a statement that is being written.</summary>
    public void Add(StatementToWrite statement) => links[statement.Id] = new Link(statement.Target, statement.Keys, IsNew: true);

    /// <summary>Adds a stored one.</summary>
    public void Add(StoredReference stored)
    {
        if (stored.Body is not null)
            links[stored.Id] = Read(stored.Body);
        else
            links.TryAdd(stored.Id, new Link(stored.Target, null, IsNew: false));
    }

    /// <summary>All keys of a statement that is being written.</summary>
    public IReadOnlyCollection<IndexKey> KeysOf(StatementToWrite statement)
    {
        if (statement.Target is null)
            return statement.Keys;
        var keys = new HashSet<IndexKey>(statement.Keys);
        Follow(statement.Id, statement.Target, true, keys);
        return keys;
    }

    /// <summary>The keys that a stored statement gains by what is being written.</summary>
    public IReadOnlyCollection<IndexKey> Gained(StoredReference referring)
    {
        var keys = new HashSet<IndexKey>();
        Follow(referring.Id, referring.Target, false, keys);
        return keys;
    }

    private static Link Read(byte[] body)
    {
        // What was valid when it was stored; should a later version not read it, the chain ends there.
        if (StatementReader.ReadOne(body, XapiVersion.V2, out var statement) is not null && StatementReader.ReadOne(body, XapiVersion.V1, out statement) is not null)
            return new Link(null, [], IsNew: false);
        var keys = statement!.Authority is { } authority ? [.. statement.Keys, authority.RelatedAgentKey] : statement.Keys;
        return new Link(statement.Target, keys, IsNew: false);
    }

    private void Follow(Guid from, Guid? target, bool isGathering, HashSet<IndexKey> keys)
    {
        var passed = new HashSet<Guid> { from };
        for (var hops = 0; hops < MaximumHops && target is { } id && passed.Add(id) && links.TryGetValue(id, out var link); hops++)
        {
            // Before the first new statement, a stored one has given its keys already.
            isGathering |= link.IsNew;
            if (isGathering && link.Keys is not null)
                keys.UnionWith(link.Keys);
            target = link.Target;
        }
    }

    private sealed record Link(Guid? Target, IReadOnlyList<IndexKey>? Keys, bool IsNew);
}
