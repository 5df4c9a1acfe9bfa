using Microsoft.EntityFrameworkCore;
using PartnerLrs.Partners.Affiliations;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Partners.Organisations;
using PartnerLrs.Partners.People;
using PartnerLrs.Platform.References;

namespace PartnerLrs.Partners.Merges;

/// <summary>What merging partners and merging people differ in.</summary>
internal abstract class MergeSide
{
    /// <summary>One of <see cref="MergeKind"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>What such a thing is called in messages.</summary>
    public abstract string Noun { get; }

    /// <summary>The one that a reference names, as it is by itself: an id, a name, and into which it was merged.</summary>
    public abstract Task<MergeMember?> FindAsync(PartnersContext db, Reference reference, CancellationToken cancellationToken);

    /// <summary>Everyone that goes on as another one, or that one itself.</summary>
    public abstract Task<IReadOnlyList<string>> GroupAsync(PartnersContext db, string id, CancellationToken cancellationToken);

    /// <summary>Sets as what some go on, null for themselves, and marks them and the others as changed.</summary>
    public abstract Task SetAsync(DirectoryTransaction directory, IReadOnlyDictionary<string, string?> mergedInto, IReadOnlyCollection<string> others, CancellationToken cancellationToken);

    /// <summary>Affiliations of which the two sides would each have one that counts at one instant, for partners that are not one; null for none.</summary>
    public abstract Task<(Affiliation One, Affiliation Other)?> ConflictAsync(PartnersContext db, IReadOnlyList<string> absorbed, IReadOnlyList<string> kept, CancellationToken cancellationToken);

    /// <summary>Notes what changes for the fold.</summary>
    public abstract Task NoteAsync(DirectoryTransaction directory, string absorbed, string into, IReadOnlyList<string> members, CancellationToken cancellationToken);

    /// <summary>What is the same for both: they are found, grouped and set alike.</summary>
    internal abstract class Of<TMember, TReference> : MergeSide
        where TMember : class, IMergeable
        where TReference : ExternalReference
    {
        /// <inheritdoc />
        public override async Task<MergeMember?> FindAsync(PartnersContext db, Reference reference, CancellationToken cancellationToken)
        {
            var (id, system, externalId) = (reference.Id, reference.System, reference.ExternalId);
            var found = id is not null
                ? db.Set<TMember>().Where(m => m.Id == id)
                : db.Set<TMember>().Where(m => db.Set<TReference>().Any(r => r.System == system && r.ExternalId == externalId && r.OwnerId == m.Id));
            return await found.Select(m => new MergeMember(m.Id, m.Name, m.MergedInto)).FirstOrDefaultAsync(cancellationToken);
        }

        /// <inheritdoc />
        public override async Task<IReadOnlyList<string>> GroupAsync(PartnersContext db, string id, CancellationToken cancellationToken) =>
            await db.Set<TMember>().Where(m => m.Id == id || m.MergedInto == id).Select(m => m.Id).ToListAsync(cancellationToken);

        /// <inheritdoc />
        public override async Task SetAsync(DirectoryTransaction directory, IReadOnlyDictionary<string, string?> mergedInto, IReadOnlyCollection<string> others, CancellationToken cancellationToken)
        {
            foreach (var member in await directory.Db.Set<TMember>().Where(m => mergedInto.Keys.Contains(m.Id) || others.Contains(m.Id)).ToListAsync(cancellationToken))
            {
                member.ModifiedAt = directory.Now;
                if (mergedInto.TryGetValue(member.Id, out var into))
                    member.MergedInto = into;
            }
        }
    }

    /// <summary>Partners.</summary>
    internal sealed class Partners : Of<Organisation, OrganisationReference>
    {
        /// <inheritdoc />
        public override string Kind => MergeKind.Partner;

        /// <inheritdoc />
        public override string Noun => "partner";

        /// <inheritdoc />
        public override Task<(Affiliation One, Affiliation Other)?> ConflictAsync(PartnersContext db, IReadOnlyList<string> absorbed, IReadOnlyList<string> kept, CancellationToken cancellationToken) =>
            // People who belong to both count once; see the rules.
            Task.FromResult<(Affiliation, Affiliation)?>(null);

        /// <inheritdoc />
        public override async Task NoteAsync(DirectoryTransaction directory, string absorbed, string into, IReadOnlyList<string> members, CancellationToken cancellationToken)
        {
            foreach (var id in members.Append(into).Distinct(StringComparer.Ordinal))
                directory.Note(DirectoryChangeKind.Partner, null, id);
            var people = await (
                from a in directory.Db.Affiliations
                where members.Contains(a.PartnerId)
                join p in directory.Db.People on a.PersonId equals p.Id
                select new { Person = p.MergedInto ?? p.Id, a.PartnerId }).Distinct().ToListAsync(cancellationToken);
            foreach (var affiliated in people.OrderBy(a => a.Person, StringComparer.Ordinal))
                directory.Note(DirectoryChangeKind.Affiliation, affiliated.Person, affiliated.PartnerId);
        }
    }

    /// <summary>People.</summary>
    internal sealed class Persons : Of<Person, PersonReference>
    {
        /// <inheritdoc />
        public override string Kind => MergeKind.Person;

        /// <inheritdoc />
        public override string Noun => "person";

        /// <inheritdoc />
        public override async Task<(Affiliation One, Affiliation Other)?> ConflictAsync(PartnersContext db, IReadOnlyList<string> absorbed, IReadOnlyList<string> kept, CancellationToken cancellationToken)
        {
            var counting = await (
                from a in db.Affiliations.AsNoTracking()
                where a.Counting && (absorbed.Contains(a.PersonId) || kept.Contains(a.PersonId))
                join o in db.Organisations on a.PartnerId equals o.Id
                select new { Affiliation = a, Partner = o.MergedInto ?? o.Id }).ToListAsync(cancellationToken);
            var ofInto = counting.Where(a => kept.Contains(a.Affiliation.PersonId)).ToList();
            foreach (var one in counting.Where(a => absorbed.Contains(a.Affiliation.PersonId)))
            {
                if (ofInto.Find(other => other.Partner != one.Partner && one.Affiliation.Overlaps(other.Affiliation.From, other.Affiliation.To)) is { } other)
                    return (one.Affiliation, other.Affiliation);
            }

            return null;
        }

        /// <inheritdoc />
        public override async Task NoteAsync(DirectoryTransaction directory, string absorbed, string into, IReadOnlyList<string> members, CancellationToken cancellationToken)
        {
            var everyone = members.Append(into).Distinct(StringComparer.Ordinal).ToList();
            foreach (var id in everyone)
                directory.Note(DirectoryChangeKind.Person, id, null);
            var partners = await directory.Db.Affiliations.Where(a => everyone.Contains(a.PersonId)).Select(a => a.PartnerId).Distinct().ToListAsync(cancellationToken);
            foreach (var partner in partners.Order(StringComparer.Ordinal))
                directory.Note(DirectoryChangeKind.Affiliation, into, partner);
        }
    }
}

/// <summary>A partner or a person that is to be merged, as it is by itself.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="MergedInto">As which it goes on, or null.</param>
internal sealed record MergeMember(string Id, string Name, string? MergedInto);
