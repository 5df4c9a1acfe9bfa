using System.Collections.Concurrent;
using PartnerLrs.Lrs.Contracts;
using PartnerLrs.Standing.Tests.Rules;
using PartnerLrs.Xapi;

namespace PartnerLrs.Standing.Tests.Pump;

/// <summary>A log in memory that can be told to fail.</summary>
internal sealed class KnownLog : IStatementLog
{
    private readonly Lock gate = new();
    private readonly List<LoggedStatement> statements = [];

    /// <summary>Places whose bytes cannot be read back.</summary>
    public HashSet<long> Unreadable { get; } = [];

    /// <summary>Places whose row fails whatever reads it.</summary>
    public HashSet<long> Broken { get; } = [];

    /// <summary>Fails every read, as a database does that is away.</summary>
    public bool Away { get; set; }

    /// <summary>How often the history of each actor was read.</summary>
    public ConcurrentDictionary<IndexKey, int> Histories { get; } = new();

    public long Pass(string person, string course, DateTime at)
    {
        lock (gate)
        {
            var seq = statements.Count + 1L;
            var activity = Given.Activity(course);
            var agent = KnownPeople.Agent(person);
            statements.Add(new LoggedStatement(
                new LogEntry(seq, Given.Id((int)seq), at, agent.AgentKey, IndexKey.Of(IndexKeyKind.Activity, activity), null, null),
                new ParsedStatement { Source = default, Replaced = [], Keys = [], Id = Given.Id((int)seq), Verb = Given.Passed, Activity = activity, Timestamp = at, Success = true, Actor = agent },
                "academy-lms",
                false));
            return seq;
        }
    }

    public ValueTask<LogHead> HeadAsync(CancellationToken cancellationToken) => new(Read(() => new LogHead(statements.Count, null, Given.At("2030-01-01"))));

    public Task<IReadOnlyList<LogEntry>> TailAsync(long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LogEntry>>(Read(() => statements.Skip((int)after).Take(limit).Select(logged => Whole(logged).Entry).ToList()));

    public Task<LogReading> ReadAsync(IReadOnlyCollection<long> seqs, CancellationToken cancellationToken) => Task.FromResult(Read(() => Reading(statements.Where(logged => seqs.Contains(logged.Entry.Seq)))));

    public Task<LogEntry?> FindAsync(Guid statementId, CancellationToken cancellationToken) => Task.FromResult(Read(() => statements.Find(logged => logged.Entry.Id == statementId)?.Entry));

    public Task<LogReading> HistoryAsync(IReadOnlyCollection<IndexKey> actors, IReadOnlyCollection<IndexKey> activities, CancellationToken cancellationToken)
    {
        foreach (var actor in actors)
            Histories.AddOrUpdate(actor, 1, (_, times) => times + 1);
        // A row that is broken is not found by its keys either.
        return Task.FromResult(Read(() => Reading(statements.Where(logged => !Broken.Contains(logged.Entry.Seq) && actors.Contains(logged.Entry.Actor!.Value) && activities.Contains(logged.Entry.Activity!.Value)))));
    }

    public Task<IReadOnlyList<LogEntry>> OfActivityAsync(IndexKey activity, long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<IndexKey>> OccurringAsync(IReadOnlyCollection<IndexKey> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

    private LogReading Reading(IEnumerable<LoggedStatement> found)
    {
        var all = found.ToList();
        return new LogReading(
            [.. all.Where(logged => !Unreadable.Contains(logged.Entry.Seq))],
            [.. all.Where(logged => Unreadable.Contains(logged.Entry.Seq)).Select(logged => new UnreadableStatement(logged.Entry, "not a statement"))]);
    }

    private LoggedStatement Whole(LoggedStatement logged) => Broken.Contains(logged.Entry.Seq) ? throw new FormatException("A key has 3 bytes instead of 16.") : logged;

    private T Read<T>(Func<T> read)
    {
        lock (gate)
            return Away ? throw new IOException("The database is away.") : read();
    }
}
