namespace PartnerLrs.Standing.Rules;

/// <summary>When what was attained is no longer held.</summary>
/// <param name="At">The first instant (UTC); <see cref="Instants.Forever"/> when it is held for ever.</param>
/// <param name="Release">The id of the release that ends it; null when its validity does.</param>
internal readonly record struct AwardEnd(DateTime At, string? Release);
