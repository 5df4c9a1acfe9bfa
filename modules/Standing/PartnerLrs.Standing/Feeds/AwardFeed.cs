using PartnerLrs.Kernel;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Standing.Contracts;
using PartnerLrs.Standing.Learners;

namespace PartnerLrs.Standing.Feeds;

/// <summary>The feed <c>Awards</c>. What state an award is in is worked out as of the moment of reading (law 4).</summary>
internal sealed class AwardFeed(StandingContext context, TimeProvider clock) : IFeed<AwardRow>
{
    public IQueryable<AwardRow> Rows(string? partnerId)
    {
        var now = clock.UtcNow();
        var awards = context.Awards.AsQueryable();
        if (partnerId is not null)
            awards = awards.Where(award => award.PartnerId == partnerId);
        return awards.Select(award => new AwardRow
        {
            Id = award.Id,
            ExternalId = award.Id,
            PersonId = award.PersonId,
            PersonExternalId = award.PersonExternalId,
            PartnerId = award.PartnerId,
            Certification = award.Certification,
            EarnedAt = award.EarnedAt,
            KnownAt = award.KnownAt,
            ExpiresAt = award.ExpiresAt,
            State = award.RevokedAt != null ? AwardStates.Revoked : award.EarnedAt > now ? AwardStates.Pending : award.ExpiresAt <= now ? AwardStates.Expired : AwardStates.Active,
            ModifiedAt = award.ModifiedAt,
        });
    }
}
