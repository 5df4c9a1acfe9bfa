using PartnerLrs.Kernel;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Standing.Contracts;

namespace PartnerLrs.Standing.Feeds;

/// <summary>The feed <c>Awards</c>. What state an award is in is worked out as of the moment of reading (law 4).</summary>
internal sealed class AwardFeed(StandingContext context, TimeProvider clock) : IFeed<AwardRow>
{
    public IQueryable<AwardRow> Rows(string? partnerId)
    {
        var awards = context.AwardsAt(clock.UtcNow());
        if (partnerId is not null)
            awards = awards.Where(stated => stated.Award.PartnerId == partnerId);
        return awards.Select(stated => new AwardRow
        {
            Id = stated.Award.Id,
            ExternalId = stated.Award.Id,
            PersonId = stated.Award.PersonId,
            PersonExternalId = stated.Award.PersonExternalId,
            PartnerId = stated.Award.PartnerId,
            Certification = stated.Award.Certification,
            EarnedAt = stated.Award.EarnedAt,
            KnownAt = stated.Award.KnownAt,
            ExpiresAt = stated.Award.ExpiresAt,
            State = stated.State,
            ModifiedAt = stated.Award.ModifiedAt,
        });
    }
}
