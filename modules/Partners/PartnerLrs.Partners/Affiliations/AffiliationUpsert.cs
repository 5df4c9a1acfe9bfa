using Microsoft.EntityFrameworkCore;
using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Partners.Organisations;
using PartnerLrs.Partners.People;
using PartnerLrs.Platform.References;
using PartnerLrs.Platform.Storage;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Partners.Affiliations;

/// <summary>Upserts affiliations by (person, partner, from); without <c>from</c>, the one of that person and partner that is open.</summary>
internal sealed class AffiliationUpsert : IUpsert<DirectoryTransaction, AffiliationBody>
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> visible = new(StringComparer.Ordinal);
    private Dictionary<string, List<Affiliation>> ofPerson = new(StringComparer.Ordinal);
    private Known<Person, PersonReference> people = null!;
    private Known<Organisation, OrganisationReference> partners = null!;

    /// <inheritdoc />
    public AffiliationBody? Read(ObjectReader row) => AffiliationBody.Read(row);

    /// <inheritdoc />
    public async Task LoadAsync(DirectoryTransaction directory, IReadOnlyList<AffiliationBody> rows, CancellationToken cancellationToken)
    {
        people = new Known<Person, PersonReference>(directory.Db);
        await people.LoadAsync([.. rows.Select(row => row.Person)], cancellationToken);
        partners = new Known<Organisation, OrganisationReference>(directory.Db);
        await partners.LoadAsync([.. rows.Select(row => row.Partner)], cancellationToken);
        var affiliations = await people.Ids.InChunksAsync(chunk => directory.Db.Affiliations.Where(a => chunk.Contains(a.PersonId)), cancellationToken);
        ofPerson = affiliations.GroupBy(a => a.PersonId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        // For the names of those with whom a row may conflict.
        await partners.LoadIdsAsync(affiliations.ConvertAll(a => a.PartnerId), cancellationToken);
        if (directory.PartnerId is not null)
        {
            visible.UnionWith(await people.Ids.InChunksAsync(
                chunk => directory.Db.People.AsNoTracking().Where(p => chunk.Contains(p.Id)).VisibleTo(directory.PartnerId, directory.Db, directory.Now).Select(p => p.Id), cancellationToken));
        }
    }

    /// <inheritdoc />
    public Result<Resource> Apply(DirectoryTransaction directory, AffiliationBody row)
    {
        var partner = partners.Find(row.Partner);
        if (directory.PartnerId is not null && partner?.Id != directory.PartnerId)
            return Forbidden("This credential is bound to another partner.", "/partner");
        if (partner is null)
            return Error.Invalid("unknown-partner", $"partner: no partner is named '{row.Partner}'.", "/partner");
        if (people.Find(row.Person) is not { } person)
            return Error.Invalid("unknown-person", $"person: nobody is named '{row.Person}'.", "/person");
        if (directory.PartnerId is not null && !visible.Contains(person.Id))
            return Forbidden("This credential is bound to a partner to which that person does not belong.", "/person");
        if (!ofPerson.TryGetValue(person.Id, out var affiliations))
            ofPerson[person.Id] = affiliations = [];

        var existing = Find(affiliations, partner.Id, row, directory.Now);
        if (existing is not null && taken.Contains(existing.Id))
            return Error.Invalid("duplicate-row", "An earlier row writes this affiliation already.", "");
        var from = existing?.From ?? row.From ?? directory.Now;
        var to = row.To.Present ? row.To.Value : existing?.To;
        var counting = row.Counting ?? existing?.Counting ?? true;
        if (to <= from)
            return Error.Invalid("invalid-period", $"to: expected an instant after {Timestamps.ToRfc3339(from)}, when the affiliation begins.", "/to");
        if (counting && affiliations.Find(a => a != existing && a.Counting && (to is null || a.From < to) && (a.To is null || from < a.To)) is { } other)
            return Overlap(directory, other);
        return Write(directory, row, person, partner.Id, affiliations, existing, (from, to, counting));
    }

    private static Affiliation? Find(List<Affiliation> affiliations, string partnerId, AffiliationBody row, DateTime now)
    {
        var there = affiliations.Where(a => a.PartnerId == partnerId).OrderByDescending(a => a.From).ToList();
        if (row.From is { } from)
            return there.Find(a => a.From == from);
        // A row that ends one, sent again after that end, names the same one.
        return there.Find(a => a.To is null || a.To > now) ?? (row.To.Value is { } to ? there.Find(a => a.To == to) : null);
    }

    private static Error Forbidden(string message, string pointer) => new(ErrorKind.Forbidden, "forbidden", message, pointer);

    private Error Overlap(DirectoryTransaction directory, Affiliation other)
    {
        // A partner's credential is told that there is a conflict, not for whom else somebody works.
        var whose = directory.PartnerId is not null && directory.PartnerId != other.PartnerId
            ? "another partner"
            : $"{partners.Find(Reference.Internal(other.PartnerId))?.Name} ({other.PartnerId})";
        var until = other.To is { } to ? $" until {Timestamps.ToRfc3339(to)}" : "";
        return Error.Conflict(
            "counting-overlap",
            $"counting: the person counts for {whose} from {Timestamps.ToRfc3339(other.From)}{until}; end that affiliation first, or let this one not count.",
            "/counting");
    }

    private Result<Resource> Write(
        DirectoryTransaction directory, AffiliationBody row, Person person, string partnerId, List<Affiliation> affiliations, Affiliation? existing, (DateTime From, DateTime? To, bool Counting) values)
    {
        var outcome = UpsertOutcome.Unchanged;
        if (existing is null)
        {
            outcome = UpsertOutcome.Created;
            existing = new Affiliation
            {
                Id = directory.NewId(),
                PersonId = person.Id,
                PartnerId = partnerId,
                Roles = row.Roles,
                From = values.From,
                To = values.To,
                Counting = values.Counting,
                Source = Affiliation.FromApi,
                CreatedAt = directory.Now,
                ModifiedAt = directory.Now,
            };
            directory.Db.Add(existing);
            affiliations.Add(existing);
        }
        else if ((existing.Roles, existing.To, existing.Counting) != (row.Roles, values.To, values.Counting))
        {
            outcome = UpsertOutcome.Updated;
            (existing.Roles, existing.To, existing.Counting, existing.ModifiedAt) = (row.Roles, values.To, values.Counting, directory.Now);
        }

        taken.Add(existing.Id);
        if (outcome != UpsertOutcome.Unchanged)
        {
            person.ModifiedAt = directory.Now;
            directory.Note(DirectoryChangeKind.Affiliation, person.Id, partnerId);
        }

        return AffiliationResource.Of(existing, outcome);
    }
}
