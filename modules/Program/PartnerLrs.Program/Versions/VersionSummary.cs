namespace PartnerLrs.Program.Versions;

/// <summary>A published version, without its document.</summary>
/// <param name="Number">The version's number: 1 for the first, then one more each.</param>
/// <param name="EffectiveAt">From when (UTC) it applies.</param>
/// <param name="PublishedAt">When (UTC) it was published.</param>
internal sealed record VersionSummary(int Number, DateTime EffectiveAt, DateTime PublishedAt);
