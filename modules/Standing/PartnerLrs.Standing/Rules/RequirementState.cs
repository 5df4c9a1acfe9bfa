namespace PartnerLrs.Standing.Rules;

/// <summary>How a requirement stands at an instant.</summary>
/// <param name="Have">How many people count or what a figure is; null when too little is known for a figure.</param>
/// <param name="Need">What it asks for.</param>
/// <param name="IsMet">Whether that is enough.</param>
internal readonly record struct RequirementState(decimal? Have, decimal Need, bool IsMet);
