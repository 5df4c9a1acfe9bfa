using System.Text.Json;
using PartnerLrs.Bench.Scenarios;

namespace PartnerLrs.Bench.Load;

/// <summary>Follows <c>more</c> from page to page, and begins again at the end.</summary>
/// <param name="requests">Makes the requests.</param>
/// <param name="first">The first page.</param>
internal sealed class WalkWork(Requests requests, Uri first) : Work
{
    private Uri? next;
    private int carried;

    public override int Carried => carried;

    public override HttpRequestMessage Next() => requests.Get(next ?? first);

    public override void Take(ReadOnlySpan<byte> body)
    {
        carried = PageCounting.Statements(body);
        next = More(body) is { Length: > 0 } more ? new Uri(first, more) : null;
    }

    /// <summary>The value of <c>more</c>, which may stand before or after the statements.</summary>
    private static string? More(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMore = reader.ValueTextEquals("more"u8);
            reader.Read();
            if (isMore)
                return reader.GetString();
            reader.Skip();
        }

        return null;
    }
}
