using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Comparison;

/// <summary>What differs between a version and another, or the draft.</summary>
/// <param name="From">The version's number.</param>
/// <param name="To">The other's number, or <c>draft</c>.</param>
/// <param name="Changes">The differences, in the order of the documents.</param>
internal sealed record VersionDifference(int From, string To, IReadOnlyList<PolicyChange> Changes);
