using System.Text;

namespace PartnerLrs.Xapi.Tests.Statements;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("{}}")]
    [InlineData("nul")]
    [InlineData("{\"actor\"}")]
    [InlineData("{\"actor\":}")]
    [InlineData("{'actor':1}")]
    [InlineData("{\"actor\":{\"mbox\":\"mailto:a@b.c\"},}")]
    [InlineData("{\"verb\":/**/{}}")]
    [InlineData("{\"result\":{\"score\":{\"raw\":01}}}")]
    [InlineData("{\"result\":{\"score\":{\"raw\":NaN}}}")]
    [InlineData("{\"id\":\"\\x\"}")]
    [InlineData("{\"id\":\"\\u12\"}")]
    public void Malformed_json_is_refused(string json)
    {
        Assert.NotNull(Sample.Read(json));
        var statements = new List<ParsedStatement>();
        Assert.NotNull(StatementReader.Read(Sample.Utf8(json), XapiVersion.V1, statements, out _));
        Assert.Empty(statements);
    }

    [Fact]
    public void A_statement_cut_anywhere_is_refused()
    {
        var whole = Sample.Utf8(Sample.SubStatement("result", """{"extensions":{"urn:\u0061":[1,{"b":null}]}}"""));
        Assert.Null(StatementReader.ReadOne(whole, XapiVersion.V1, out _));
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.NotNull(StatementReader.ReadOne(whole.AsMemory(0, length), XapiVersion.V1, out var statement));
            Assert.Null(statement);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData(",")]
    [InlineData("]")]
    public void Something_after_the_statement_is_refused(string garbage)
    {
        Assert.NotNull(Sample.Read(Sample.Statement() + garbage));
        Assert.Null(Sample.Read(" \r\n\t" + Sample.Statement() + " \r\n"));
        var statements = new List<ParsedStatement>();
        Assert.NotNull(StatementReader.Read(Sample.Utf8(Sample.Statement() + garbage), XapiVersion.V1, statements, out _));
        Assert.Empty(statements);
    }

    [Fact]
    public void A_byte_order_mark_is_refused() =>
        Assert.Contains("byte order mark", StatementReader.ReadOne(Sample.Utf8("\uFEFF" + Sample.Statement()), XapiVersion.V2, out _)!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF8, 0x88, 0x80, 0x80, 0x80 })]
    public void What_is_not_Utf_8_is_refused_even_in_extensions(byte[] bytes)
    {
        var json = Sample.Utf8(Sample.Statement("result", """{"extensions":{"urn:a":"~"}}"""));
        var at = Array.IndexOf(json, (byte)'~');
        byte[] body = [.. json[..at], .. bytes, .. json[(at + 1)..]];
        Assert.Equal($"expected UTF-8, found something else at byte {at}", StatementReader.ReadOne(body, XapiVersion.V2, out _)?.Message);
    }

    [Theory]
    [InlineData("\\ud800", false)]
    [InlineData("\\uDC00", false)]
    [InlineData("\\ud83dx\\ude00", false)]
    [InlineData("\\ud83d\\n\\ude00", false)]
    [InlineData("\\ude00\\ud83d", false)]
    [InlineData("\\ud83d\\ud83d\\ude00", false)]
    [InlineData("\\ud83d\\ude00\\ude00", false)]
    [InlineData("\\ud83d\\ude00", true)]
    [InlineData("x\\uD83D\\uDE00\\ud83d\\ude00y", true)]
    [InlineData("\\\\ud800", true)]
    [InlineData("\\ud7ff\\ue000", true)]
    public void Half_of_a_surrogate_pair_is_refused_in_values_and_names(string escape, bool valid)
    {
        Assert.Equal(valid, Sample.Read(Sample.Statement("result", $$"""{"response":"{{escape}}"}""")) is null);
        var error = Sample.Read(Sample.Statement("result", $$"""{"extensions":{"urn:a":{"{{escape}}":1} } }"""));
        Assert.Equal(valid, error is null);
        if (!valid)
            Assert.StartsWith("/result/extensions/urn:a", error!.Pointer, StringComparison.Ordinal);
    }

    [Fact]
    public void Sixty_four_levels_are_read_and_one_more_is_not()
    {
        // The statement, its result, the extensions: three levels around the array.
        static string Nested(int levels) => Sample.Statement("result", $$"""{"extensions":{"urn:a":{{new string('[', levels - 3)}}{{new string(']', levels - 3)}} } }""");
        Assert.Null(Sample.Read(Nested(64)));
        var error = Sample.Read(Nested(65))!;
        Assert.Contains("64", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("/result/extensions/urn:a/0/0", error.Pointer, StringComparison.Ordinal);
        Assert.Contains("64", Sample.Read(Nested(100_000))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_statement_of_full_depth_can_be_compared()
    {
        var json = Sample.Utf8(Sample.Statement("result", $$"""{"extensions":{"urn:a":{{new string('[', 61)}}{{new string(']', 61)}} } }"""));
        Assert.True(StatementComparer.Same(json, json));
    }

    [Fact]
    public void Objects_of_many_names_take_work_in_proportion()
    {
        var (small, large) = (Work(20_000), Work(80_000));
        Assert.InRange((double)large / small, 3, 6);

        static long Work(int names)
        {
            var json = new StringBuilder("{\"extensions\":{");
            for (var name = 0; name < names; name++)
                json.Append(name == 0 ? "" : ",").Append("\"urn:x:").Append(name).Append("\":").Append(name);
            var body = Sample.Utf8(Sample.Statement("result", json.Append("}}").ToString()));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Null(StatementReader.ReadOne(body, XapiVersion.V2, out _));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void A_name_repeated_among_many_is_found()
    {
        var names = string.Join(",", Enumerable.Range(0, 5_000).Select(name => $"\"urn:x:{name}\":1"));
        Assert.Equal("/result/extensions/urn:x:3", Sample.Read(Sample.Statement("result", $$"""{"extensions":{ {{names}},"urn:x:\u0033":2} }"""))?.Pointer);
        Assert.Equal("/result/extensions/urn:x:4999", Sample.Read(Sample.Statement("result", $$"""{"extensions":{ {{names}},"urn:x:4999":2} }"""))?.Pointer);
    }
}
