namespace PartnerLrs.Xapi;

/// <summary>An activity that a statement describes: what <c>/activities</c> and the canonical format are fed from (xAPI 1.0.3 Data 2.4.4.1).</summary>
/// <param name="Id">The activity's IRI.</param>
/// <param name="Definition">Where its <c>definition</c> object stands in <see cref="ParsedStatement.Source"/>.</param>
public readonly record struct ActivityReference(string Id, Range Definition);
