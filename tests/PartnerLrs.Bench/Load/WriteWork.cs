using PartnerLrs.Bench.Generation;

namespace PartnerLrs.Bench.Load;

/// <summary>Posts batches of statements that nobody sent before.</summary>
/// <param name="requests">Makes the requests.</param>
/// <param name="source">What to send; the connections of a run share it.</param>
/// <param name="batch">How many statements in a request.</param>
internal class WriteWork(Requests requests, StatementSource source, int batch) : Work
{
    private readonly byte[] buffer = new byte[(batch * (StatementComposer.MaximumLength + 1)) + 1];

    public override int Carried => batch;

    /// <summary>The place of the first statement of the last request.</summary>
    protected long First { get; private set; }

    public override HttpRequestMessage Next()
    {
        First = source.Take(batch);
        var length = source.Composer.WriteBatch(First, batch, buffer);
        return requests.Post(buffer.AsMemory(0, length));
    }
}
