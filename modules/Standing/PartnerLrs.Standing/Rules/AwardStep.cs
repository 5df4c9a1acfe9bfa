namespace PartnerLrs.Standing.Rules;

/// <summary>Something that a person did to hold a certification from then on.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="End">Until when it is held by it.</param>
/// <param name="Path">The completions that it rests on.</param>
/// <param name="IsDelta">Whether it was a release's delta that was passed, rather than the certification's own path.</param>
internal sealed record AwardStep(DateTime At, AwardEnd End, RulePath Path, bool IsDelta);
