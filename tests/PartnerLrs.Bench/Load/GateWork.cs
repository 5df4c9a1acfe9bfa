namespace PartnerLrs.Bench.Load;

/// <summary>Asks one gate of one partner again and again.</summary>
/// <param name="requests">Makes the requests.</param>
/// <param name="gate">The gate's address.</param>
/// <param name="tag">The tag of the answer that the caller has, for a conditional request; null for an unconditional one.</param>
internal sealed class GateWork(Requests requests, Uri gate, string? tag) : Work
{
    public override int Carried => 0;

    public override HttpRequestMessage Next()
    {
        var request = requests.Get(gate);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return request;
    }

    public override bool Accepts(int status) => status == (tag is null ? 200 : 304);
}
