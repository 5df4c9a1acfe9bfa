using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Affiliations;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Merges;
using PartnerLrs.Partners.Organisations;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Xapi;

namespace PartnerLrs.Partners.Directory;

/// <summary>The directory as other modules ask it.</summary>
internal sealed class PartnerDirectory(IDbContextFactory<PartnersContext> contexts, Database database, PartnerReferences references, TimeProvider clock) : IPartnerDirectory
{
    private const int SqliteKeys = 1000;

    /// <inheritdoc />
    public async Task<PartnerRecord?> FindPartnerAsync(string reference, CancellationToken cancellationToken)
    {
        if (!Reference.TryParse(reference, out var parsed))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await new DirectoryQueries(db).PartnerAsync(parsed, null, cancellationToken) is { } partner
            ? new PartnerRecord(partner.Id!, partner.Name, partner.Status == Organisation.Active, partner.Source is null ? null : $"{partner.Source}:{partner.ExternalId}")
            : null;
    }

    /// <inheritdoc />
    public async Task<PartnerRecord?> OwnRecordAsync(string partnerId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(partnerId, "D", out _))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == partnerId, cancellationToken) is not { } organisation)
            return null;
        var own = (await db.OrganisationReferences.AsNoTracking().Where(r => r.OwnerId == partnerId).OrderBy(r => r.Position).ToListAsync(cancellationToken)).ConvertAll(r => r.ToReference().ToString());
        return new PartnerRecord(organisation.Id, organisation.Name, organisation.Status == Organisation.Active, own.FirstOrDefault()) { MergedInto = organisation.MergedInto, References = own };
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> AliasesAsync(string partnerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Organisations.Where(o => o.MergedInto == partnerId).Select(o => o.Id).ToListAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<MergeRecord>> MergesAsync(string partnerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Merges are few, and most partners have none.
        if (!await db.Merges.AnyAsync(m => m.AbsorbedId == partnerId || m.IntoId == partnerId, cancellationToken))
            return [];
        var all = (await db.Merges.AsNoTracking().Where(m => m.Kind == MergeKind.Partner).OrderBy(m => m.Id).ToListAsync(cancellationToken)).ConvertAll(m => m.ToRecord());
        var together = new HashSet<string>(StringComparer.Ordinal) { partnerId };
        while (all.Exists(merge => together.Contains(merge.AbsorbedId) != together.Contains(merge.IntoId)))
            together.UnionWith(all.Where(merge => together.Contains(merge.AbsorbedId) || together.Contains(merge.IntoId)).SelectMany(merge => new[] { merge.AbsorbedId, merge.IntoId }).ToList());
        return all.FindAll(merge => together.Contains(merge.AbsorbedId));
    }

    /// <inheritdoc />
    public ValueTask<string?> ResolvePartnerAsync(string reference, CancellationToken cancellationToken) =>
        references.PartnerAsync(reference, async () => (await FindPartnerAsync(reference, cancellationToken))?.Id);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, string>> ResolvePartnersAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await NamedAsync(
            references,
            ids => db.Organisations.AsNoTracking().Where(o => ids.Contains(o.Id)).Select(o => new NowKnownAs(o.Id, o.MergedInto ?? o.Id)),
            (system, externalIds) => db.OrganisationReferences.Where(r => r.System == system && externalIds.Contains(r.ExternalId)),
            cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<string?> ResolvePersonAsync(string reference, CancellationToken cancellationToken) =>
        references.PersonAsync(reference, async () => (await ResolvePeopleAsync([reference], null, cancellationToken)).GetValueOrDefault(reference));

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, string>> ResolvePeopleAsync(IReadOnlyCollection<string> references, string? partnerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.UtcNow();
        var named = await NamedAsync(
            references,
            ids => db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new NowKnownAs(p.Id, p.MergedInto ?? p.Id)),
            (system, externalIds) => db.PersonReferences.Where(r => r.System == system && externalIds.Contains(r.ExternalId)),
            cancellationToken);
        if (partnerId is null)
            return named;
        var visible = (await named.Values.InChunksAsync(
            chunk => db.People.Where(p => chunk.Contains(p.Id)).VisibleTo(partnerId, db, now).Select(p => p.Id), cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return named.Where(pair => visible.Contains(pair.Value)).ToDictionary(StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public async Task<PersonRecord?> FindPersonAsync(string personId, CancellationToken cancellationToken) =>
        (await FindPeopleAsync([personId], cancellationToken)).SingleOrDefault();

    /// <inheritdoc />
    public async Task<IReadOnlyList<PersonRecord>> FindPeopleAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        // An id that is none (grain keys come from outside) is as unknown as any other.
        var ids = personIds.Where(id => Guid.TryParseExact(id, "D", out _)).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = await ids.InChunksAsync(chunk => db.People.AsNoTracking().Where(p => chunk.Contains(p.Id)).OrderBy(p => p.Id), cancellationToken);
        var shown = (await ids.InChunksAsync(
            chunk => db.PersonReferences.AsNoTracking().Where(r => r.Position == 0 && chunk.Contains(r.OwnerId)), cancellationToken)).ToDictionary(r => r.OwnerId, StringComparer.Ordinal);
        var identifiers = (await db.IdentifiersOfAsync(ids, cancellationToken)).OrderBy(owned => owned.Identifier.AgentKey)
            .ToLookup(owned => owned.PersonId, owned => owned.Identifier, StringComparer.Ordinal);
        return people.ConvertAll(p => new PersonRecord(
            p.Id, p.Name, shown.GetValueOrDefault(p.Id)?.ToReference().ToString(), identifiers[p.Id].Select(i => i.ToAgentIdentifier()).ToList()));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<IndexKey, string>> ResolveAsync(IReadOnlyCollection<IndexKey> agents, CancellationToken cancellationToken)
    {
        var found = new Dictionary<IndexKey, string>(agents.Count);
        if (agents.Count == 0)
            return found;
        await using var connection = await database.OpenAsync(cancellationToken);
        if (database.Dialect == Dialect.Postgres)
        {
            await using var select = connection.Command(
                SqlText.Load(typeof(PartnerDirectory), "Directory/ResolveAgents", Dialect.Postgres), null, ("keys", agents.Select(agent => agent.Value).Distinct().ToArray()));
            await using var rows = await select.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                found[new IndexKey(rows.GetGuid(0))] = rows.GetString(1);
            return found;
        }

        foreach (var chunk in agents.Distinct().Chunk(SqliteKeys))
        {
            await using var select = connection.CreateCommand();
            for (var i = 0; i < chunk.Length; i++)
                select.Add($"k{i}", chunk[i].ToBytes());
            select.CommandText = $"SELECT i.agent_key, COALESCE(p.merged_into, p.id) FROM partners_identifiers i JOIN partners_people p ON p.id = i.person_id WHERE i.agent_key IN ({string.Join(", ", Enumerable.Range(0, chunk.Length).Select(i => $"@k{i}"))})";
            await using var rows = await select.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                found[new IndexKey(new Guid((byte[])rows.GetValue(0), bigEndian: true))] = rows.GetString(1);
        }

        return found;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<OwnedIdentifier>> SimilarAsync(IReadOnlyCollection<string> values, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // lower() of the database
        return (await values.Select(value => value.ToLowerInvariant()).InChunksAsync(
                chunk => db.Identifiers.AsNoTracking().Where(i => !i.Derived && chunk.Contains(i.Value.ToLower())), cancellationToken))
            .ConvertAll(i => new OwnedIdentifier(i.PersonId, i.ToAgentIdentifier()));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }

    /// <inheritdoc />
    public async Task<ILookup<string, string>> PartnersByDomainAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken)
    {
        var found = new List<(string Domain, string PartnerId)>();
        if (domains.Count > 0)
        {
            var asked = domains.Select(domain => domain.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToArray();
            await using var connection = await database.OpenAsync(cancellationToken);
            await using var select = connection.Command(
                SqlText.Load(typeof(PartnerDirectory), "Directory/PartnersByDomain", database.Dialect),
                null,
                ("domains", database.Texts(asked)),
                ("now", clock.UtcNow()));
            await using var rows = await select.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                found.Add((rows.GetString(0), rows.GetString(1)));
        }

        return found.ToLookup(row => row.Domain, row => row.PartnerId, StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<AffiliationRecord>> AffiliationsOfPartnerAsync(string partnerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var absorbed = await AliasesAsync(partnerId, cancellationToken);
        return await RecordsAsync(db, db.Affiliations.Where(a => a.PartnerId == partnerId || absorbed.Contains(a.PartnerId)), partnerId, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<AffiliationRecord>> OwnAffiliationsAsync(string partnerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await RecordsAsync(db, db.Affiliations.Where(a => a.PartnerId == partnerId), partnerId, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<AffiliationRecord>> AffiliationsOfPersonAsync(string personId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var records = await db.People.Where(p => (p.Id == personId && p.MergedInto == null) || p.MergedInto == personId).Select(p => p.Id).ToListAsync(cancellationToken);
        return records.Count == 0 ? [] : await RecordsAsync(db, db.Affiliations.Where(a => records.Contains(a.PersonId)), null, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> PersonIdsAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.People.Select(p => p.Id).Where(id => string.Compare(id, after ?? "") > 0).OrderBy(id => id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> PartnerIdsAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Organisations.Select(o => o.Id).Where(id => string.Compare(id, after ?? "") > 0).OrderBy(id => id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<DirectoryChange>> ChangesAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Changes.Where(c => c.Seq > after).OrderBy(c => c.Seq).Take(limit)
            .Select(c => new DirectoryChange(c.Seq, c.Kind, c.PersonId, c.PartnerId)).ToListAsync(cancellationToken);
    }

    /// <summary>Affiliations by their id, each of the person and the partner that theirs are now.</summary>
    private static async Task<IReadOnlyList<AffiliationRecord>> RecordsAsync(PartnersContext db, IQueryable<Affiliation> affiliations, string? partnerId, CancellationToken cancellationToken)
    {
        var found = await (
            from a in affiliations.AsNoTracking()
            join person in db.People on a.PersonId equals person.Id
            join partner in db.Organisations on a.PartnerId equals partner.Id
            orderby a.Id
            select new { Affiliation = a, Person = person.MergedInto ?? person.Id, Partner = partner.MergedInto ?? partner.Id }).ToListAsync(cancellationToken);
        return found.ConvertAll(row => row.Affiliation.ToRecord() with { PersonId = row.Person, PartnerId = partnerId ?? row.Partner });
    }

    private static async Task<Dictionary<string, string>> NamedAsync<TReference>(
        IReadOnlyCollection<string> references, Func<string[], IQueryable<NowKnownAs>> byId, Func<string, string[], IQueryable<TReference>> byName, CancellationToken cancellationToken)
        where TReference : ExternalReference
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        var parsed = references.Where(reference => Reference.TryParse(reference, out _)).Distinct(StringComparer.Ordinal)
            .Select(text => (Text: text, Reference: Reference.TryParse(text, out var reference) ? reference : default)).ToList();
        foreach (var found in await parsed.Where(pair => pair.Reference.Id is not null).Select(pair => pair.Reference.Id!).InChunksAsync(byId, cancellationToken))
            named[found.Id] = found.Now;
        var byReference = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var system in parsed.Where(pair => pair.Reference.Id is null).GroupBy(pair => pair.Reference.System!, pair => pair.Reference.ExternalId!, StringComparer.Ordinal))
        {
            foreach (var reference in await system.InChunksAsync(chunk => byName(system.Key, chunk), cancellationToken))
                byReference[reference.ToReference().ToString()] = reference.OwnerId;
        }

        var owners = (await byReference.Values.InChunksAsync(byId, cancellationToken)).ToDictionary(found => found.Id, found => found.Now, StringComparer.Ordinal);
        foreach (var (reference, owner) in byReference)
            named[reference] = owners[owner];
        return named;
    }

    /// <summary>An id and the id of the one at the end of all merges.</summary>
    private sealed record NowKnownAs(string Id, string Now);
}
