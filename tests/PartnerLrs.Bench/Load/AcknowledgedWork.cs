using PartnerLrs.Bench.Generation;

namespace PartnerLrs.Bench.Load;

/// <summary>Remembers which batches were acknowledged and which are in doubt.</summary>
/// <inheritdoc/>
internal sealed class AcknowledgedWork(Requests requests, StatementSource source, int batch) : WriteWork(requests, source, batch)
{
    private readonly HashSet<long> inDoubt = [];

    /// <summary>The places of the first statements of batches that were acknowledged.</summary>
    public List<long> Acknowledged { get; } = [];

    /// <summary>Those of batches that were not: they may be there or not, but not in part.</summary>
    public IReadOnlyCollection<long> InDoubt => inDoubt;

    public override HttpRequestMessage Next()
    {
        var request = base.Next();
        inDoubt.Add(First);
        return request;
    }

    public override void Take(ReadOnlySpan<byte> body)
    {
        inDoubt.Remove(First);
        Acknowledged.Add(First);
    }
}
