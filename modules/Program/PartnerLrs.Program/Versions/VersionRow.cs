namespace PartnerLrs.Program.Versions;

/// <summary>A row of <c>program_versions</c>.</summary>
/// <param name="Number">The version's number.</param>
/// <param name="EffectiveAt">From when (UTC) it applies.</param>
/// <param name="PublishedAt">When (UTC) it was published.</param>
/// <param name="Document">The document in UTF-8, as it was sent.</param>
internal sealed record VersionRow(int Number, DateTime EffectiveAt, DateTime PublishedAt, byte[] Document);
