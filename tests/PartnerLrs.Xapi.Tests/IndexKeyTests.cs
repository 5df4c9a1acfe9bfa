using System.Security.Cryptography;
using System.Text;

namespace PartnerLrs.Xapi.Tests;

public sealed class IndexKeyTests
{
    [Fact]
    public async Task Keys_are_the_same_whoever_asks_and_however_many_others_were_asked_for_meanwhile()
    {
        // More values than are remembered, each asked for again and again by several threads.
        var wrong = await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
            Enumerable.Range(0, 60_000).Select(i => $"http://example.com/{(i * 31 + thread) % 20_000}").Count(value => IndexKey.Of(IndexKeyKind.Activity, value) != Hashed((byte)IndexKeyKind.Activity, value)))));

        Assert.Equal([0, 0, 0, 0], wrong);
    }

    [Theory]
    [InlineData(IndexKeyKind.Agent)]
    [InlineData(IndexKeyKind.Verb)]
    [InlineData(IndexKeyKind.Activity)]
    [InlineData(IndexKeyKind.Registration)]
    [InlineData(IndexKeyKind.RelatedAgent)]
    [InlineData(IndexKeyKind.RelatedActivity)]
    public void A_value_has_another_key_under_each_kind(IndexKeyKind kind)
    {
        string[] values = ["", "a", "urn:x", new('x', 256), new('x', 257), new('ü', 5_000)];
        foreach (var value in values)
        {
            Assert.Equal(Hashed((byte)kind, value), IndexKey.Of(kind, value));
            Assert.Equal(Hashed((byte)kind, value), IndexKey.Of(kind, value));
        }
    }

    private static IndexKey Hashed(byte kind, string value) => new(new Guid(SHA256.HashData([kind, .. Encoding.UTF8.GetBytes(value)]).AsSpan(0, 16), bigEndian: true));
}
