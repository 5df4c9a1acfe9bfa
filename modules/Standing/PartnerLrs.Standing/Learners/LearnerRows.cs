namespace PartnerLrs.Standing.Learners;

/// <summary>What a learner's rows say.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="PersonExternalId">The person's external reference, or empty.</param>
/// <param name="PartnerId">The partner for which the person counts now, or null.</param>
/// <param name="Revision">The ledger's revision.</param>
/// <param name="Awards">The awards.</param>
internal sealed record LearnerRows(string PersonId, string PersonExternalId, string? PartnerId, long Revision, IReadOnlyList<LearnerAward> Awards);
