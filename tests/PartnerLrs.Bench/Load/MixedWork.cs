namespace PartnerLrs.Bench.Load;

/// <summary>Nine requests of the first work, then one of the second.</summary>
/// <param name="often">Kind 0.</param>
/// <param name="seldom">Kind 1.</param>
/// <param name="first">Where in the ten to begin, so that connections do not all read at once.</param>
internal sealed class MixedWork(Work often, Work seldom, int first) : Work
{
    private const int Of = 10;
    private int turn = first;

    public override int Kind => turn % Of == 0 ? 1 : 0;

    public override int Carried => Now.Carried;

    private Work Now => Kind == 1 ? seldom : often;

    public override HttpRequestMessage Next()
    {
        turn++;
        return Now.Next();
    }

    public override bool Accepts(int status) => Now.Accepts(status);

    public override void Take(ReadOnlySpan<byte> body) => Now.Take(body);
}
