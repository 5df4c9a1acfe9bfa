using PartnerLrs.Bench.Generation;

namespace PartnerLrs.Bench.Load;

/// <summary>Posts batches as <see cref="WriteWork"/> does, and remembers which were acknowledged and which are in doubt.</summary>
/// <param name="requests">Makes the requests.</param>
/// <param name="source">What to send; the connections of a run share it.</param>
/// <param name="batch">How many statements in a request.</param>
internal sealed class AcknowledgedWork(Requests requests, StatementSource source, int batch) : Work
{
    private readonly byte[] buffer = new byte[(batch * (StatementComposer.MaximumLength + 1)) + 1];
    private readonly HashSet<long> inDoubt = [];
    private long last;

    public override int Carried => batch;

    /// <summary>The places of the first statements of batches that were acknowledged.</summary>
    public List<long> Acknowledged { get; } = [];

    /// <summary>Those of batches that were not: they may be there or not, but not in part.</summary>
    public IReadOnlyCollection<long> InDoubt => inDoubt;

    public override HttpRequestMessage Next()
    {
        last = source.Take(batch);
        inDoubt.Add(last);
        return requests.Post(buffer.AsMemory(0, source.Composer.WriteBatch(last, batch, buffer)));
    }

    public override void Take(ReadOnlySpan<byte> body)
    {
        inDoubt.Remove(last);
        Acknowledged.Add(last);
    }
}
