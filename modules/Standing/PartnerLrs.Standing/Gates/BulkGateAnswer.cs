namespace PartnerLrs.Standing.Gates;

/// <summary>A bulk check as it is sent, for the OpenAPI document; <see cref="GateInputBody"/> reads it.</summary>
/// <param name="Checks">Up to 1,000 checks.</param>
internal sealed record BulkGateDocument(IReadOnlyList<BulkGateCheckDocument> Checks);

/// <summary>One check of several as it is sent.</summary>
/// <param name="Partner">An id or <c>system:externalId</c>.</param>
/// <param name="Registrant">The person who registers the deal: an id or <c>system:externalId</c>.</param>
/// <param name="Team">The other people in the deal's team: ids or <c>system:externalId</c>.</param>
/// <param name="Deal">A deal of the partner's that is known, instead of amount, registrant and product: its id or <c>source:externalId</c>.</param>
/// <param name="Product">The product's id in the policy.</param>
/// <param name="Amount">The deal's amount.</param>
/// <param name="Currency">The amount's ISO 4217 code; with <c>amount</c>.</param>
/// <param name="AsOf">The instant in question; now unless given.</param>
/// <param name="KnownAt">The instant of knowledge; now unless given.</param>
internal sealed record BulkGateCheckDocument(string Partner, string? Registrant, IReadOnlyList<string>? Team, string? Deal, string? Product, decimal? Amount, string? Currency, DateTime? AsOf, DateTime? KnownAt);

/// <summary>What became of several checks, in order.</summary>
/// <param name="Results">A result for each.</param>
internal sealed record BulkGateAnswer(IReadOnlyList<BulkGateResult> Results);

/// <summary>What became of one check of several.</summary>
/// <param name="Index">Its place among the checks.</param>
/// <param name="Answer">The answer; absent when there is a problem.</param>
/// <param name="Problem">Why there is no answer; absent when there is one.</param>
internal sealed record BulkGateResult(int Index, GateAnswer? Answer, GateCheckProblem? Problem);
