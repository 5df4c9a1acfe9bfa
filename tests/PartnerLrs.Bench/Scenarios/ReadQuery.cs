namespace PartnerLrs.Bench.Scenarios;

/// <summary>A kind of read.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Addresses">Below the endpoint; connections go through them, each from another place on.</param>
/// <param name="IsFullPage">Whether each answer has a hundred statements at every volume, so that volumes can be compared.</param>
internal sealed record ReadQuery(string Name, IReadOnlyList<string> Addresses, bool IsFullPage);
