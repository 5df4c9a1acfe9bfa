using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Contracts;

/// <summary>The statement log as its readers see it: one order, read by a single number.</summary>
public interface IStatementLog
{
    /// <summary>The newest place in the log.</summary>
    ValueTask<LogHead> HeadAsync(CancellationToken cancellationToken);

    /// <summary>The entries that follow a place, in order.</summary>
    /// <param name="after">The <c>seq</c> that was read last; 0 for the start.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<LogEntry>> TailAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>Statements by their place, in order. One that cannot be read back does not stand in the way of the others.</summary>
    Task<LogReading> ReadAsync(IReadOnlyCollection<long> seqs, CancellationToken cancellationToken);

    /// <summary>The entry of a statement, or null when it is not in the log.</summary>
    Task<LogEntry?> FindAsync(Guid statementId, CancellationToken cancellationToken);

    /// <summary>Everything that some actors did with some activities, in order.</summary>
    /// <param name="actors">Keys of kind <see cref="IndexKeyKind.Agent"/>; statements in which such an agent is the actor count.</param>
    /// <param name="activities">Keys of kind <see cref="IndexKeyKind.Activity"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<LogReading> HistoryAsync(IReadOnlyCollection<IndexKey> actors, IReadOnlyCollection<IndexKey> activities, CancellationToken cancellationToken);

    /// <summary>The entries that follow a place among those on which an activity's key stands, in order: what was done with it, and what refers to that.</summary>
    /// <param name="activity">A key of kind <see cref="IndexKeyKind.Activity"/>.</param>
    /// <param name="after">The <c>seq</c> that was read last; 0 for the start.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<LogEntry>> OfActivityAsync(IndexKey activity, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Those of some keys that stand on any statement.</summary>
    Task<IReadOnlyList<IndexKey>> OccurringAsync(IReadOnlyCollection<IndexKey> keys, CancellationToken cancellationToken);
}
