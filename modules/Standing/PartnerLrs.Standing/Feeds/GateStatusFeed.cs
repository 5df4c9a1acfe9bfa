using PartnerLrs.Kernel;
using PartnerLrs.Platform.Feeds;
using PartnerLrs.Standing.Contracts;

namespace PartnerLrs.Standing.Feeds;

/// <summary>The feed <c>GateStatus</c>: of each partner and gate the segment that holds at the moment of reading.</summary>
internal sealed class GateStatusFeed(StandingContext context, TimeProvider clock) : IFeed<GateStatusRow>
{
    public IQueryable<GateStatusRow> Rows(string? partnerId)
    {
        var now = clock.UtcNow();
        var segments = context.GateStatus.Where(status => status.ValidFrom <= now && (status.ValidUntil == null || status.ValidUntil > now));
        if (partnerId is not null)
            segments = segments.Where(status => status.PartnerId == partnerId);
        return segments.Select(status => new GateStatusRow
        {
            Id = status.PartnerId + "/" + status.Gate,
            ExternalId = status.PartnerId + "/" + status.Gate,
            PartnerId = status.PartnerId,
            PartnerExternalId = status.PartnerExternalId,
            Gate = status.Gate,
            Allowed = status.Allowed,
            Tier = status.Tier,
            Short = status.Short,
            PolicyVersion = status.PolicyVersion,
            ValidFrom = status.ValidFrom,
            ValidUntil = status.ValidUntil,
            ModifiedAt = status.ModifiedAt,
        });
    }
}
