namespace PartnerLrs.Lrs.Contracts;

/// <summary>What was read from the log.</summary>
/// <param name="Statements">The statements, in order.</param>
/// <param name="Unreadable">Those that are in the log and cannot be read back.</param>
public sealed record LogReading(IReadOnlyList<LoggedStatement> Statements, IReadOnlyList<UnreadableStatement> Unreadable);
