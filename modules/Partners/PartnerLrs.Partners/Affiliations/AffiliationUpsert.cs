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
    private ILookup<string, string> sameAs = Array.Empty<string>().ToLookup(id => id, StringComparer.Ordinal);
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
        // Who is the same person, by merges, counts for one partner only, too.
        var same = people.Ids.Select(id => people.Find(Reference.Internal(id))!.MergedInto ?? id).Distinct(StringComparer.Ordinal).ToDictionary(id => id, StringComparer.Ordinal);
        foreach (var merged in await same.Keys.InChunksAsync(
            chunk => directory.Db.People.AsNoTracking().Where(p => p.MergedInto != null && chunk.Contains(p.MergedInto)).Select(p => new { p.Id, Now = p.MergedInto! }), cancellationToken))
            same[merged.Id] = merged.Now;
        sameAs = same.ToLookup(p => p.Value, p => p.Key, StringComparer.Ordinal);
        var affiliations = await same.Keys.InChunksAsync(chunk => directory.Db.Affiliations.Where(a => chunk.Contains(a.PersonId)), cancellationToken);
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
        // Who says outright whether it counts has an answer; a claim that nobody spoke of waits for the person's choice (rule 5).
        var contested = row.Counting is null && existing is { Contested: true };
        if (counting && Rival(person, partner, existing, from, to) is { } other)
        {
            if (row.Counting is not null || existing is not null)
                return Overlap(directory, other);
            (counting, contested) = (false, true);
        }

        return Write(directory, row, person, partner.Id, affiliations, existing, (from, to, counting, contested));
    }

    /// <summary>
    /// The affiliation by which the person counts for somebody else in that time. Another record of the same person may count for the same partner: the
    /// two were known apart once, and are one person there.
    /// </summary>
    private Affiliation? Rival(Person person, Organisation partner, Affiliation? existing, DateTime from, DateTime? to) => sameAs[person.MergedInto ?? person.Id]
        .SelectMany(id => ofPerson.GetValueOrDefault(id, []))
        .FirstOrDefault(a => a != existing && a.Counting && a.Overlaps(from, to) && (a.PersonId == person.Id || NowKnownAs(a.PartnerId) != (partner.MergedInto ?? partner.Id)));

    private string NowKnownAs(string partnerId) => partners.Find(Reference.Internal(partnerId))?.MergedInto ?? partnerId;

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
            $"counting: the person counts for {whose} from {Timestamps.ToRfc3339(other.From)}{until}; end that affiliation first, let this one not count, or have the person choose it.",
            "/counting");
    }

    private Result<Resource> Write(
        DirectoryTransaction directory, AffiliationBody row, Person person, string partnerId, List<Affiliation> affiliations, Affiliation? existing, (DateTime From, DateTime? To, bool Counting, bool Contested) values)
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
                Contested = values.Contested,
                Source = Affiliation.FromApi,
                CreatedAt = directory.Now,
                ModifiedAt = directory.Now,
            };
            directory.Db.Add(existing);
            affiliations.Add(existing);
        }
        else if ((existing.Roles, existing.To, existing.Counting, existing.Contested) != (row.Roles, values.To, values.Counting, values.Contested))
        {
            outcome = UpsertOutcome.Updated;
            (existing.Roles, existing.To, existing.Counting, existing.Contested, existing.ModifiedAt) = (row.Roles, values.To, values.Counting, values.Contested, directory.Now);
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
