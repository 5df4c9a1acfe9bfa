namespace PartnerLrs.Platform.Upserts;

/// <summary>What became of an array's rows.</summary>
/// <param name="Created">How many were created.</param>
/// <param name="Updated">How many were updated.</param>
/// <param name="Unchanged">How many were as they are already.</param>
/// <param name="Failed">How many were refused.</param>
/// <param name="Results">Each row's result, in order.</param>
public sealed record BulkResult(int Created, int Updated, int Unchanged, int Failed, IReadOnlyList<RowResult> Results)
{
    /// <summary>The results with their counts.</summary>
    public static BulkResult Of(IReadOnlyList<RowResult> results) => new(
        results.Count(r => r.Outcome == UpsertOutcome.Created),
        results.Count(r => r.Outcome == UpsertOutcome.Updated),
        results.Count(r => r.Outcome == UpsertOutcome.Unchanged),
        results.Count(r => r.Outcome == UpsertOutcome.Failed),
        results);
}
