using Microsoft.EntityFrameworkCore;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Partners.Directory;

/// <summary>The organisations or people that a batch speaks of, by any of their references. Rows that the batch adds are known to its later rows.</summary>
/// <typeparam name="TEntity">The organisation or person.</typeparam>
/// <typeparam name="TReference">Its external references.</typeparam>
/// <param name="db">The tables.</param>
internal sealed class Known<TEntity, TReference>(PartnersContext db)
    where TEntity : class
    where TReference : ExternalReference
{
    private readonly Dictionary<string, TEntity> entities = new(StringComparer.Ordinal);
    private readonly Dictionary<Reference, string> owners = [];
    private readonly Dictionary<string, Reference> shown = new(StringComparer.Ordinal);

    /// <summary>The ids that are known.</summary>
    public IReadOnlyCollection<string> Ids => entities.Keys;

    /// <summary>Loads what references name.</summary>
    public async Task LoadAsync(IReadOnlyCollection<Reference> references, CancellationToken cancellationToken)
    {
        var ids = references.Where(reference => reference.Id is not null).Select(reference => reference.Id!).ToList();
        foreach (var system in references.Where(reference => reference.Id is null).GroupBy(reference => reference.System!, reference => reference.ExternalId!, StringComparer.Ordinal))
        {
            var name = system.Key;
            ids.AddRange(await system.InChunksAsync(chunk => db.Set<TReference>().Where(r => r.System == name && chunk.Contains(r.ExternalId)).Select(r => r.OwnerId), cancellationToken));
        }

        await LoadIdsAsync(ids, cancellationToken);
    }

    /// <summary>Loads by id.</summary>
    public async Task LoadIdsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        foreach (var found in await ids.Where(id => !entities.ContainsKey(id)).InChunksAsync(
            chunk => db.Set<TEntity>().Where(e => chunk.Contains(EF.Property<string>(e, "Id"))).Select(e => new { Id = EF.Property<string>(e, "Id"), Entity = e }), cancellationToken))
            entities[found.Id] = found.Entity;
        foreach (var reference in await entities.Keys.Where(id => !shown.ContainsKey(id)).InChunksAsync(
            chunk => db.Set<TReference>().AsNoTracking().Where(r => chunk.Contains(r.OwnerId)), cancellationToken))
        {
            owners[reference.ToReference()] = reference.OwnerId;
            if (reference.Position == 0)
                shown[reference.OwnerId] = reference.ToReference();
        }
    }

    /// <summary>What a reference names, or null.</summary>
    public TEntity? Find(Reference reference) =>
        (reference.Id ?? owners.GetValueOrDefault(reference)) is { } id ? entities.GetValueOrDefault(id) : null;

    /// <summary>The reference that answers show, or null.</summary>
    public Reference? Shown(string id) => shown.TryGetValue(id, out var reference) ? reference : null;

    /// <summary>Adds a new one.</summary>
    public void Add(string id, TEntity entity, TReference? reference)
    {
        db.Add(entity);
        entities[id] = entity;
        if (reference is null)
            return;
        db.Add(reference);
        owners[reference.ToReference()] = id;
        shown[id] = reference.ToReference();
    }
}
