using PartnerLrs.Partners.People;

namespace PartnerLrs.Partners.Directory;

/// <summary>
/// What a credential that is bound to a partner may see: people with an affiliation there that has not ended, and people whom it registered
/// itself and who belong to nobody else. Affiliating somebody needs that too, or any credential could reach for anybody.
/// </summary>
internal static class Visibility
{
    /// <summary>The people among these that the caller may see.</summary>
    public static IQueryable<Person> VisibleTo(this IQueryable<Person> people, string? partnerId, PartnersContext db, DateTime now) => partnerId is null
        ? people
        : people.Where(p =>
            db.Affiliations.Any(a => a.PersonId == p.Id && a.PartnerId == partnerId && (a.To == null || a.To > now))
            || db.People.Any(m => m.MergedInto == p.Id && db.Affiliations.Any(a => a.PersonId == m.Id && a.PartnerId == partnerId && (a.To == null || a.To > now)))
            || (p.RegisteredBy == partnerId
                && !db.Affiliations.Any(a => a.PersonId == p.Id && a.PartnerId != partnerId)
                && !db.People.Any(m => m.MergedInto == p.Id && db.Affiliations.Any(a => a.PersonId == m.Id && a.PartnerId != partnerId))));
}
