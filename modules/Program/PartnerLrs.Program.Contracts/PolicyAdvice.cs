namespace PartnerLrs.Program.Contracts;

/// <summary>Something in a policy document that is allowed and yet probably not meant.</summary>
/// <param name="Code">Which; stable, kebab-case.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Pointer">Where: an RFC 6901 pointer into the document.</param>
public sealed record PolicyAdvice(string Code, string Message, string Pointer);
