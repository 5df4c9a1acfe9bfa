namespace PartnerLrs.Bench.Generation;

/// <summary>Hands out places of statements that nobody has sent, to many connections at once.</summary>
internal sealed class StatementSource(StatementComposer composer, long first = 0)
{
    private long next = first;

    public StatementComposer Composer => composer;

    /// <summary>How many statements have been handed out, and where the next one stands.</summary>
    public long Position => Interlocked.Read(ref next);

    /// <summary>Takes so many places.</summary>
    /// <returns>The first of them.</returns>
    public long Take(int count) => Interlocked.Add(ref next, count) - count;
}
