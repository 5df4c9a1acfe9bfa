namespace PartnerLrs.Platform.Upserts;

/// <summary>What became of one row of an array.</summary>
/// <param name="Index">The row's place in the array.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Id">The resource's id; absent when the row failed and from a dry run that would create it.</param>
/// <param name="Errors">What was wrong; absent when nothing was.</param>
public sealed record RowResult(int Index, UpsertOutcome Outcome, string? Id, IReadOnlyList<RowError>? Errors);
