namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>What became of a <see cref="WriteRequest"/>: stored (or there already), or refused for one statement's sake.</summary>
/// <param name="Conflict">The index of the statement whose id stands for another statement; null when all is well.</param>
/// <param name="Head">The log's last place after the commit.</param>
internal sealed record WriteOutcome(int? Conflict, long Head);
