using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Contracts;

/// <summary>A stored statement with what the fold reads of it.</summary>
/// <param name="Entry">Its place in the log.</param>
/// <param name="Statement">What the bytes say. <see cref="ParsedStatement.Timestamp"/> is always set on a stored statement.</param>
/// <param name="Authority">The name of the credential that sent it, as policies name trusted authorities.</param>
/// <param name="PartnerBound">Whether that credential is bound to a partner.</param>
public sealed record LoggedStatement(LogEntry Entry, ParsedStatement Statement, string Authority, bool PartnerBound);
