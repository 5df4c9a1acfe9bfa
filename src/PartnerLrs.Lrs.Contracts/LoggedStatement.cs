using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Contracts;

/// <summary>A stored statement with what the fold reads of it.</summary>
/// <param name="Entry">Its place in the log.</param>
/// <param name="Statement">What the bytes say. <see cref="ParsedStatement.Timestamp"/> is always set on a stored statement.</param>
/// <param name="Authority">The name of the credential that sent it, as policies name trusted authorities.</param>
/// <param name="PartnerBound">Whether that credential is bound to a partner.</param>
/// <param name="Signer">
/// The SHA-256 fingerprint (lower-case hexadecimal) of the certificate that the statement is signed by; null when it is not signed, or by no certificate, or
/// when what was signed does not state the statement's own <c>timestamp</c>: such a signature could be sent again as of another day.
/// </param>
public sealed record LoggedStatement(LogEntry Entry, ParsedStatement Statement, string Authority, bool PartnerBound, string? Signer = null);
