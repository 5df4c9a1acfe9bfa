using System.Text;
using System.Text.Json;

namespace PartnerLrs.Xapi.Tests.Statements;

public sealed class SplicerTests
{
    private const string Authority = """{"account":{"homePage":"http://lrs.example","name":"key-1"}}""";
    private const string Stored = "\"stored\":\"2013-05-18T05:32:34.804Z\"";
    private const string Claimed = "\"authority\":{\"mbox\":\"mailto:liar@example.com\"}";
    private static readonly Guid Id = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");
    private static readonly DateTime Now = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc).AddTicks(89);

    public static TheoryData<string> Placements()
    {
        string[] kept = [$"\"actor\":{Sample.Actor}", $"\"verb\":{Sample.Verb}", $"\"object\":{Sample.Activity}"];
        var rows = new TheoryData<string>();
        foreach (var separator in new[] { ",", " ,\n\t " })
        {
            for (var first = 0; first <= 3; first++)
            {
                rows.Add(Joined(kept.ToList(), separator, (first, Stored)));
                for (var second = 0; second <= 4; second++)
                    rows.Add(Joined(kept.ToList(), separator, (first, Stored), (second, Claimed)));
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Placements))]
    public void Replaced_members_are_cut_out_wherever_they_stand(string json)
    {
        foreach (var version in Sample.Both)
        {
            var body = Spliced(json, version);
            var again = Sample.Parsed(body, version);
            Assert.Equal(Id, again.Id);
            Assert.DoesNotContain("liar", body, StringComparison.Ordinal);
            Assert.DoesNotContain("2013", body, StringComparison.Ordinal);
            using var document = JsonDocument.Parse(body);
            Assert.Equal("2026-03-04T05:06:07.000008Z", document.RootElement.GetProperty("stored").GetString());
            Assert.Equal("2026-03-04T05:06:07.000008Z", document.RootElement.GetProperty("timestamp").GetString());
            Assert.Equal(Authority, document.RootElement.GetProperty("authority").GetRawText());
            Assert.Equal(version == XapiVersion.V1 ? "1.0.0" : "2.0.0", document.RootElement.GetProperty("version").GetString());
            Assert.Equal(8, document.RootElement.EnumerateObject().Count());
            Assert.True(StatementComparer.Same(Encoding.UTF8.GetBytes(body), Encoding.UTF8.GetBytes(json)));
        }
    }

    [Theory]
    [InlineData("CONTEXT,STORED", false)]
    [InlineData("STORED,CONTEXT", false)]
    [InlineData("STORED,CONTEXT,CLAIMED", false)]
    [InlineData("CONTEXT", true)]
    public void A_single_context_activity_becomes_an_array(string order, bool isInSubStatement)
    {
        const string Context = """
            "context": { "contextActivities" : {"parent": {"id":"http://example.com/p"} ,"other":[{"id":"http://example.com/o"}],"grouping":{"id":"http://example.com/g"}}}
            """;
        var members = order.Replace("CONTEXT", Context, StringComparison.Ordinal).Replace("STORED", Stored, StringComparison.Ordinal).Replace("CLAIMED", Claimed, StringComparison.Ordinal);
        var json = isInSubStatement ? Sample.SubStatement("context", Context.Trim()["\"context\":".Length..]) : "{" + members + "," + Sample.Statement()[1..];
        var body = Spliced(json, XapiVersion.V2);
        Assert.Contains("""{"parent": [{"id":"http://example.com/p"}] ,"other":[{"id":"http://example.com/o"}],"grouping":[{"id":"http://example.com/g"}]}""", body, StringComparison.Ordinal);
        Assert.Empty(Sample.Parsed(body).Wrapped);
        Assert.True(StatementComparer.Same(Encoding.UTF8.GetBytes(body), Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void The_authority_is_read_back_from_what_was_spliced() =>
        Assert.Equal(new AgentIdentifier(AgentIdentifierKind.Account, "key-1", "http://lrs.example"), Sample.Parsed(Spliced(Sample.Statement(), XapiVersion.V2)).Authority);

    [Fact]
    public void What_the_statement_brought_is_kept_to_the_byte()
    {
        var rest = $$"""
             "version" : "1.0.1", "id":"6690E6C9-3EF0-4ED3-8B37-7F3964730BEE","timestamp":"2015-11-18T12:17:00+00:00",
            "actor": {"mbox":"mailto:\u0061da@example.com"},"verb":{{Sample.Verb}},"object":{{Sample.Activity}},
            "result":{"score":{"raw":1.000} } }
            """;
        Assert.Equal($$"""{"stored":"2026-03-04T05:06:07.000008Z","authority":{{Authority}},{{rest}}""", Spliced("{" + rest, XapiVersion.V2));
    }

    [Fact]
    public void Stamping_writes_in_place_and_again()
    {
        var spliced = StatementSplicer.Splice(Sample.Parsed(Sample.Statement()), Id, Encoding.UTF8.GetBytes(Authority), XapiVersion.V2);
        var body = spliced.Body;
        Assert.Null(StatementReader.ReadOne(body, XapiVersion.V2, out _));
        foreach (var (instant, text) in new[]
        {
            (DateTime.MaxValue, "9999-12-31T23:59:59.999999Z"),
            (DateTime.MinValue, "0001-01-01T00:00:00.000000Z"),
            (new DateTime(2024, 2, 29, 10, 20, 30, 405, 60, DateTimeKind.Utc), "2024-02-29T10:20:30.405060Z"),
        })
        {
            spliced.Stamp(DateTime.SpecifyKind(instant, DateTimeKind.Utc));
            Assert.Same(body, spliced.Body);
            Assert.Contains($"\"stored\":\"{text}\",\"timestamp\":\"{text}\"", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        }
    }

    private static string Spliced(string json, XapiVersion version)
    {
        var spliced = StatementSplicer.Splice(Sample.Parsed(json, version), Id, Encoding.UTF8.GetBytes(Authority), version);
        spliced.Stamp(Now);
        return Encoding.UTF8.GetString(spliced.Body);
    }

    private static string Joined(List<string> members, string separator, params (int At, string Member)[] inserted)
    {
        foreach (var (at, member) in inserted)
            members.Insert(at, member);
        return "{ " + string.Join(separator, members) + " }";
    }
}
