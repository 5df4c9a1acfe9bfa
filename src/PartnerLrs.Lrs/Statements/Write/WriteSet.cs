using System.Buffers.Binary;
using PartnerLrs.Kernel;
using PartnerLrs.Lrs.Activities;
using PartnerLrs.Lrs.Attachments;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Statements.Write;

/// <summary>Everything that one transaction adds to the log, decided before anything is written.</summary>
internal sealed class WriteSet
{
    private LogLink[]? links;

    private WriteSet(DateTime stored, LogRow[] rows, LogLink[] moreLinks, Guid[] voided, IReadOnlyList<ActivityChange> activities) =>
        (Stored, Rows, MoreLinks, Voided, Activities) = (stored, rows, moreLinks, voided, activities);

    /// <summary>When the statements are stored: one instant for all.</summary>
    public DateTime Stored { get; }

    /// <summary><see cref="Stored"/> as the tables have it.</summary>
    public long StoredMicroseconds => Timestamps.ToUnixMicroseconds(Stored);

    /// <summary>The statements in order of their places, stamped.</summary>
    public IReadOnlyList<LogRow> Rows { get; }

    /// <summary>Their links in order of key, which keeps the index's pages together; put in order when they are first asked for.</summary>
    public IReadOnlyList<LogLink> Links => links ??= InOrder();

    /// <summary>Links that stored statements gain; some may be there.</summary>
    public IReadOnlyList<LogLink> MoreLinks { get; }

    /// <summary>Statements that are voided; those of them that are stored already need to be marked.</summary>
    public IReadOnlyList<Guid> Voided { get; }

    /// <summary>Activities that are defined anew.</summary>
    public IReadOnlyList<ActivityChange> Activities { get; }

    /// <summary>The content of attachments that the statements deliver, with their places.</summary>
    public IReadOnlyList<(long Seq, AttachmentDelivery Delivery)> Deliveries => [.. Rows.SelectMany(row => row.Statement.Attachments.Select(delivery => (row.Seq, delivery)))];

    /// <summary>Puts the set together.</summary>
    /// <param name="accepted">The new statements, in order.</param>
    /// <param name="state">The log before them.</param>
    /// <param name="stored">When they are stored.</param>
    /// <param name="chains">The chains of references that they are part of.</param>
    /// <param name="referring">The stored statements that refer to them.</param>
    /// <param name="activities">Activities that they define anew.</param>
    public static WriteSet Of(
        IReadOnlyList<(string CredentialId, StatementToWrite Statement)> accepted, LogState state, DateTime stored, ReferenceChains? chains, IReadOnlyList<StoredReference> referring, IReadOnlyList<ActivityChange> activities)
    {
        var micros = Timestamps.ToUnixMicroseconds(stored);
        var voided = accepted.Where(a => a.Statement.IsVoiding).Select(a => a.Statement.Target!.Value).ToArray();
        var waiting = new Dictionary<Guid, long>();
        foreach (var reference in state.Waiting.Where(reference => reference.Voids).OrderByDescending(reference => reference.Stored))
            waiting[reference.Target] = reference.Stored;
        foreach (var target in voided)
            waiting.TryAdd(target, micros);

        var rows = new LogRow[accepted.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var (credentialId, statement) = accepted[i];
            statement.Bytes.Stamp(stored);
            // A voiding statement cannot be voided itself (xAPI 1.0.3 Data 2.3.2).
            long? voidedAt = !statement.IsVoiding && waiting.Count > 0 && waiting.TryGetValue(statement.Id, out var at) ? at : null;
            rows[i] = new LogRow(state.Seq + i + 1, credentialId, statement, chains?.KeysOf(statement) ?? statement.Keys, voidedAt);
        }

        var more = chains is null ? [] : referring.SelectMany(statement => chains.Gained(statement).Select(key => new LogLink(key.Value, statement.Seq))).ToArray();
        Array.Sort(more);
        return new WriteSet(stored, rows, more, voided, activities);
    }

    private LogLink[] InOrder()
    {
        var all = new LogLink[Rows.Sum(row => row.Keys.Count)];
        var count = 0;
        foreach (var row in Rows)
        {
            foreach (var key in row.Keys)
                all[count++] = new LogLink(key.Value, row.Seq);
        }

        Array.Sort(all);
        return all;
    }
}

/// <summary>A row of the log.</summary>
/// <param name="Seq">Its place.</param>
/// <param name="CredentialId">Who sent it.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Keys">All its keys.</param>
/// <param name="VoidedAt">When it was voided, if it is so from the start, in microseconds since 1970.</param>
internal sealed record LogRow(long Seq, string CredentialId, StatementToWrite Statement, IReadOnlyCollection<IndexKey> Keys, long? VoidedAt);

/// <summary>A row of the index: under a key, a place.</summary>
#pragma warning disable MA0097 // sorted, never compared by an operator
internal readonly record struct LogLink(Guid Key, long Seq) : IComparable<LogLink>
#pragma warning restore MA0097
{
    // Both databases order keys by their bytes, and the first eight tell nearly all keys apart.
    private readonly ulong lead = Lead(Key);

    /// <summary>The order of the index.</summary>
    public int CompareTo(LogLink other)
    {
        if (lead != other.lead)
            return lead < other.lead ? -1 : 1;
        return Key.CompareTo(other.Key) is var byKey and not 0 ? byKey : Seq.CompareTo(other.Seq);
    }

    private static ulong Lead(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
