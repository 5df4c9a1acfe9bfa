using PartnerLrs.Kernel;

namespace PartnerLrs.Platform.Upserts;

/// <summary>What became of a row.</summary>
/// <param name="Resource">The resource as it is now; null when the row was refused.</param>
/// <param name="Errors">Why it was refused; empty when it was not.</param>
public sealed record AppliedRow(Resource? Resource, IReadOnlyList<Error> Errors)
{
    /// <summary>The same as a bulk answer tells it.</summary>
    /// <param name="index">The row's place in the array.</param>
    public RowResult ToResult(int index) => Resource is not null
        ? new RowResult(index, Resource.Outcome!.Value, Resource.Id, null)
        : new RowResult(index, UpsertOutcome.Failed, null, [.. Errors.Select(error => RowError.Of(index, error))]);
}
