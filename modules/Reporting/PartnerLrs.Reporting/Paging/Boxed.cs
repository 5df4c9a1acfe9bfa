namespace PartnerLrs.Reporting.Paging;

/// <summary>Holds a value that EF Core sends as a parameter, because it is read from an object rather than written into the query.</summary>
/// <param name="Value">The value.</param>
internal sealed record Boxed<T>(T Value);
