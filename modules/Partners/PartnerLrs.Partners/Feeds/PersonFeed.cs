using PartnerLrs.Kernel;
using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Platform.Feeds;

namespace PartnerLrs.Partners.Feeds;

/// <summary>The feed <c>People</c>, each with the affiliation that counts at the moment of reading. At most one does, so a person is one row.</summary>
internal sealed class PersonFeed(PartnersContext db, TimeProvider clock) : IFeed<PersonRow>
{
    /// <inheritdoc />
    public IQueryable<PersonRow> Rows(string? partnerId)
    {
        var now = clock.UtcNow();
        // A partner's credential does not learn for whom else a person works.
        var counting =
            from affiliation in db.Affiliations
            where affiliation.Counting && affiliation.From <= now && (affiliation.To == null || affiliation.To > now) && (partnerId == null || affiliation.PartnerId == partnerId)
            join partner in db.Organisations on affiliation.PartnerId equals partner.Id
            join holder in db.People on affiliation.PersonId equals holder.Id
            select new { affiliation.Id, affiliation.PersonId, affiliation.Roles, PartnerId = partner.MergedInto ?? partner.Id, holder.MergedInto };
        // Of several who were merged into one and count for one partner, the affiliation that was written first stands for all.
        var inherited = counting.Where(a => a.MergedInto != null && !counting.Any(b => b.MergedInto == a.MergedInto && string.Compare(b.Id, a.Id) < 0));
        return
            from person in db.People.VisibleTo(partnerId, db, now)
            join reference in db.PersonReferences.Where(r => r.Position == 0) on person.Id equals reference.OwnerId into references
            from reference in references.DefaultIfEmpty()
            join own in counting.Where(a => a.MergedInto == null) on person.Id equals own.PersonId into ownOnes
            from own in ownOnes.DefaultIfEmpty()
            join other in inherited on person.Id equals other.MergedInto into otherOnes
            from other in otherOnes.DefaultIfEmpty()
            select new PersonRow
            {
                Id = person.Id,
                ExternalId = reference == null ? "" : reference.System + ":" + reference.ExternalId,
                Name = person.Name,
                PartnerId = own!.PartnerId ?? other!.PartnerId,
                Roles = own!.Roles ?? other!.Roles ?? "",
                MergedIntoId = person.MergedInto,
                CreatedAt = person.CreatedAt,
                ModifiedAt = person.ModifiedAt,
            };
    }
}
