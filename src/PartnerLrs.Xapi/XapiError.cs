namespace PartnerLrs.Xapi;

/// <summary>Why a document is not valid xAPI.</summary>
/// <param name="Pointer">RFC 6901 JSON pointer to the offending property, from the root of what was sent; empty for the root.</param>
/// <param name="Message">One sentence: what was found there and what was expected.</param>
/// <param name="Requirement">The requirement that rules, e.g. <c>xAPI 1.0.3 Data 2.4.3</c>.</param>
public sealed record XapiError(string Pointer, string Message, string Requirement);
