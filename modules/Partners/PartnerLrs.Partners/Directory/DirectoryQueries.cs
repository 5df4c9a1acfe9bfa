using Microsoft.EntityFrameworkCore;
using PartnerLrs.Partners.Affiliations;
using PartnerLrs.Partners.Organisations;
using PartnerLrs.Partners.People;
using PartnerLrs.Platform.Lists;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Storage;

namespace PartnerLrs.Partners.Directory;

/// <summary>What the API reads, within what the caller may see.</summary>
/// <param name="db">The tables.</param>
internal sealed class DirectoryQueries(PartnersContext db)
{
    /// <summary>The id that a reference to a partner stands for, or null.</summary>
    public async Task<string?> PartnerIdAsync(Reference reference, string? partnerId, CancellationToken cancellationToken) =>
        await Partners(partnerId).Where(Named(reference)).Select(o => o.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The id that a reference to a person stands for, or null.</summary>
    public async Task<string?> PersonIdAsync(Reference reference, string? partnerId, DateTime now, CancellationToken cancellationToken) =>
        await People(partnerId, now).Where(NamedPerson(reference)).Select(p => p.Id).FirstOrDefaultAsync(cancellationToken);

    public async Task<PartnerResource?> PartnerAsync(Reference reference, string? partnerId, CancellationToken cancellationToken) =>
        (await ResourcesAsync(await Partners(partnerId).Where(Named(reference)).ToListAsync(cancellationToken), cancellationToken)).SingleOrDefault();

    public async Task<List<PartnerResource>> PartnersAsync(ListRequest list, string? partnerId, CancellationToken cancellationToken) =>
        await ResourcesAsync(
            await Partners(partnerId).Where(o => string.Compare(o.Id, list.After) > 0).OrderBy(o => o.Id).Take(list.Limit + 1).ToListAsync(cancellationToken), cancellationToken);

    public async Task<PersonResource?> PersonAsync(Reference reference, string? partnerId, DateTime now, CancellationToken cancellationToken) =>
        (await ResourcesAsync(await People(partnerId, now).Where(NamedPerson(reference)).ToListAsync(cancellationToken), cancellationToken)).SingleOrDefault();

    public async Task<List<PersonResource>> PeopleAsync(ListRequest list, string? partnerId, DateTime now, CancellationToken cancellationToken) =>
        await ResourcesAsync(
            await People(partnerId, now).Where(p => string.Compare(p.Id, list.After) > 0).OrderBy(p => p.Id).Take(list.Limit + 1).ToListAsync(cancellationToken), cancellationToken);

    public async Task<AffiliationResource?> AffiliationAsync(string id, string? partnerId, CancellationToken cancellationToken) =>
        await Affiliations(partnerId).FirstOrDefaultAsync(a => a.Id == id, cancellationToken) is { } affiliation ? AffiliationResource.Of(affiliation) : null;

    /// <summary>Affiliations of a partner, of a person, of both, or all; those that wait for a choice, those that do not, or all.</summary>
    public async Task<List<AffiliationResource>> AffiliationsAsync(ListRequest list, string? ofPartner, string? ofPerson, bool? conflict, DateTime now, string? partnerId, CancellationToken cancellationToken)
    {
        var affiliations = Affiliations(partnerId).Where(a => string.Compare(a.Id, list.After) > 0);
        if (ofPartner is not null)
        {
            var partners = await db.Organisations.Where(o => o.Id == ofPartner || o.MergedInto == ofPartner).Select(o => o.Id).ToListAsync(cancellationToken);
            affiliations = affiliations.Where(a => partners.Contains(a.PartnerId));
        }

        if (conflict is not null)
            affiliations = affiliations.Where(a => conflict == (a.Contested && (a.To == null || a.To > now)));
        if (ofPerson is not null)
        {
            var people = await db.People.Where(p => p.Id == ofPerson || p.MergedInto == ofPerson).Select(p => p.Id).ToListAsync(cancellationToken);
            affiliations = affiliations.Where(a => people.Contains(a.PersonId));
        }

        return (await affiliations.OrderBy(a => a.Id).Take(list.Limit + 1).ToListAsync(cancellationToken)).ConvertAll(a => AffiliationResource.Of(a));
    }

    private IQueryable<Organisation> Partners(string? partnerId) => db.Organisations.AsNoTracking().Where(o => partnerId == null || o.Id == partnerId);

    private IQueryable<Person> People(string? partnerId, DateTime now) => db.People.AsNoTracking().VisibleTo(partnerId, db, now);

    private IQueryable<Affiliation> Affiliations(string? partnerId) => db.Affiliations.AsNoTracking().Where(a => partnerId == null || a.PartnerId == partnerId);

    private System.Linq.Expressions.Expression<Func<Organisation, bool>> Named(Reference reference)
    {
        var (id, system, externalId) = (reference.Id, reference.System, reference.ExternalId);
        return id is not null
            ? o => o.Id == db.Organisations.Where(a => a.Id == id).Select(a => a.MergedInto ?? a.Id).FirstOrDefault()
            : o => o.Id == db.OrganisationReferences.Where(r => r.System == system && r.ExternalId == externalId)
                .Join(db.Organisations, r => r.OwnerId, a => a.Id, (r, a) => a.MergedInto ?? a.Id).FirstOrDefault();
    }

    private System.Linq.Expressions.Expression<Func<Person, bool>> NamedPerson(Reference reference)
    {
        var (id, system, externalId) = (reference.Id, reference.System, reference.ExternalId);
        return id is not null
            ? p => p.Id == db.People.Where(a => a.Id == id).Select(a => a.MergedInto ?? a.Id).FirstOrDefault()
            : p => p.Id == db.PersonReferences.Where(r => r.System == system && r.ExternalId == externalId)
                .Join(db.People, r => r.OwnerId, a => a.Id, (r, a) => a.MergedInto ?? a.Id).FirstOrDefault();
    }

    private async Task<List<PartnerResource>> ResourcesAsync(List<Organisation> organisations, CancellationToken cancellationToken)
    {
        var shown = (await organisations.Select(o => o.Id).InChunksAsync(
            chunk => db.OrganisationReferences.AsNoTracking().Where(r => r.Position == 0 && chunk.Contains(r.OwnerId)), cancellationToken)).ToDictionary(r => r.OwnerId, StringComparer.Ordinal);
        return organisations.ConvertAll(o => PartnerResource.Of(o, shown.GetValueOrDefault(o.Id)?.ToReference()));
    }

    private async Task<List<PersonResource>> ResourcesAsync(List<Person> people, CancellationToken cancellationToken)
    {
        var ids = people.ConvertAll(p => p.Id);
        var shown = (await ids.InChunksAsync(
            chunk => db.PersonReferences.AsNoTracking().Where(r => r.Position == 0 && chunk.Contains(r.OwnerId)), cancellationToken)).ToDictionary(r => r.OwnerId, StringComparer.Ordinal);
        var identifiers = (await db.IdentifiersOfAsync(ids, cancellationToken)).Where(owned => !owned.Identifier.Derived).ToLookup(owned => owned.PersonId, owned => owned.Identifier, StringComparer.Ordinal);
        return people.ConvertAll(p => PersonResource.Of(p, shown.GetValueOrDefault(p.Id)?.ToReference(), identifiers[p.Id]));
    }
}
