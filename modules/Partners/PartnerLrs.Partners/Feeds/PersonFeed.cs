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
        var counting = db.Affiliations.Where(a => a.Counting && a.From <= now && (a.To == null || a.To > now) && (partnerId == null || a.PartnerId == partnerId));
        return
            from person in db.People.VisibleTo(partnerId, db, now)
            join reference in db.PersonReferences.Where(r => r.Position == 0) on person.Id equals reference.OwnerId into references
            from reference in references.DefaultIfEmpty()
            join affiliation in counting on person.Id equals affiliation.PersonId into affiliations
            from affiliation in affiliations.DefaultIfEmpty()
            select new PersonRow
            {
                Id = person.Id,
                ExternalId = reference == null ? "" : reference.System + ":" + reference.ExternalId,
                Name = person.Name,
                PartnerId = affiliation.PartnerId,
                Roles = affiliation == null ? "" : affiliation.Roles,
                CreatedAt = person.CreatedAt,
                ModifiedAt = person.ModifiedAt,
            };
    }
}
