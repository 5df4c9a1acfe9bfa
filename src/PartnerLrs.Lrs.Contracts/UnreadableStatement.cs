namespace PartnerLrs.Lrs.Contracts;

/// <summary>A statement in the log that cannot be read back, by a stricter version than the one that stored it, or because its row was damaged.</summary>
/// <param name="Entry">Its place in the log.</param>
/// <param name="Reason">What is wrong with it, for people.</param>
public sealed record UnreadableStatement(LogEntry Entry, string Reason);
