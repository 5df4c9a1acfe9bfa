namespace PartnerLrs.Partners.Contracts;

/// <summary>A merge of two partners. It takes effect when it is known.</summary>
/// <param name="AbsorbedId">The partner that became an alias.</param>
/// <param name="IntoId">The partner that goes on.</param>
/// <param name="At">From when (UTC).</param>
/// <param name="Until">When it was undone (UTC), or null.</param>
public sealed record MergeRecord(string AbsorbedId, string IntoId, DateTime At, DateTime? Until);
