namespace PartnerLrs.Program.Versions;

/// <summary>What came of a publication.</summary>
/// <param name="Number">The version's number: 1 for the first, then one more each.</param>
/// <param name="EffectiveAt">From when (UTC) it applies.</param>
/// <param name="PublishedAt">When (UTC) it was published.</param>
/// <param name="Advice">What in the document is probably not meant.</param>
internal sealed record PublishedVersion(int Number, DateTime EffectiveAt, DateTime PublishedAt, IReadOnlyList<Finding> Advice);
