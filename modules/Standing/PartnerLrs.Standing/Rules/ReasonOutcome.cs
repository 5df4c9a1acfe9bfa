namespace PartnerLrs.Standing.Rules;

/// <summary>What a gate's reason comes down to: that by which two answers differ.</summary>
/// <param name="Code">One of <see cref="GateReasonCodes"/>.</param>
/// <param name="Requirement">The requirement's label, where the reason is about one.</param>
/// <param name="Have">How many people count or what a figure is, where the reason is about a requirement and enough is known.</param>
/// <param name="Need">What is asked for, where the reason is about a requirement.</param>
/// <param name="Limit">The limit that applies, where the reason is about an amount and one applies.</param>
internal sealed record ReasonOutcome(string Code, string? Requirement = null, decimal? Have = null, decimal? Need = null, Money? Limit = null);
