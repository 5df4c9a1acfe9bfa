namespace PartnerLrs.Partners.Upserts;

/// <summary>A property that may be absent, which leaves what is there, or null, which clears it.</summary>
/// <param name="Present">Whether the property stands in the document.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct Given<T>(bool Present, T? Value);
