namespace PartnerLrs.Standing.Rules;

/// <summary>A person who fills a place of a requirement.</summary>
/// <param name="Person">The person's facts.</param>
/// <param name="Award">The award by which they do.</param>
internal sealed record Holder(PersonFacts Person, AwardPeriod Award);
