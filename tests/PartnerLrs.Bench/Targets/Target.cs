using PartnerLrs.Bench.Results;

namespace PartnerLrs.Bench.Targets;

/// <summary>A figure that the LRS is to reach.</summary>
/// <param name="Name">Its name, which stays.</param>
/// <param name="Sentence">What is to be reached, for people.</param>
/// <param name="Subject">Of which LRS on which database.</param>
/// <param name="Judge">What was measured of it; null when that is not among the results.</param>
internal sealed record Target(string Name, string Sentence, string Subject, Func<IReadOnlyList<Measurement>, Verdict?> Judge);
