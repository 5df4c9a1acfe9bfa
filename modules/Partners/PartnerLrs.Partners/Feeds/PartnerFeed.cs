using PartnerLrs.Partners.Contracts;
using PartnerLrs.Partners.Directory;
using PartnerLrs.Platform.Feeds;

namespace PartnerLrs.Partners.Feeds;

/// <summary>The feed <c>Partners</c>.</summary>
internal sealed class PartnerFeed(PartnersContext db) : IFeed<PartnerRow>
{
    /// <inheritdoc />
    public IQueryable<PartnerRow> Rows(string? partnerId) =>
        from organisation in db.Organisations
        where partnerId == null || organisation.Id == partnerId
        join reference in db.OrganisationReferences.Where(r => r.Position == 0) on organisation.Id equals reference.OwnerId into references
        from reference in references.DefaultIfEmpty()
        select new PartnerRow
        {
            Id = organisation.Id,
            ExternalId = reference == null ? "" : reference.System + ":" + reference.ExternalId,
            Name = organisation.Name,
            Status = organisation.Status,
            ParentId = organisation.ParentId,
            MergedIntoId = organisation.MergedInto,
            CreatedAt = organisation.CreatedAt,
            ModifiedAt = organisation.ModifiedAt,
        };
}
