using PartnerLrs.Bench.Scenarios;

namespace PartnerLrs.Bench.Load;

/// <summary>Asks for addresses in turn and counts the statements that come.</summary>
/// <param name="requests">Makes the requests.</param>
/// <param name="addresses">What to ask for.</param>
/// <param name="first">Where in them to begin.</param>
internal sealed class ReadWork(Requests requests, IReadOnlyList<Uri> addresses, int first) : Work
{
    private int next = first;
    private int carried;

    public override int Carried => carried;

    public override HttpRequestMessage Next() => requests.Get(addresses[(int)((uint)next++ % (uint)addresses.Count)]);

    public override void Take(ReadOnlySpan<byte> body) => carried = PageCounting.Statements(body);
}
