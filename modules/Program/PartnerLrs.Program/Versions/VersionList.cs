namespace PartnerLrs.Program.Versions;

/// <summary>The published versions.</summary>
/// <param name="Versions">All of them, by number.</param>
internal sealed record VersionList(IReadOnlyList<VersionSummary> Versions);
