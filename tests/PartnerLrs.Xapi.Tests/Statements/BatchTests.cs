namespace PartnerLrs.Xapi.Tests.Statements;

public sealed class BatchTests
{
    private const string Id = "\"6690e6c9-3ef0-4ed3-8b37-7f3964730bee\"";

    [Fact]
    public void A_batch_is_read_in_order_and_each_statement_is_a_slice_of_the_body()
    {
        var (first, second) = (Sample.Statement("id", Id), Sample.Statement("result", "{}"));
        var body = Sample.Utf8($" [ {first} , {second}\n] ");
        var statements = new List<ParsedStatement>();
        Assert.Null(StatementReader.Read(body, XapiVersion.V2, statements, out var isBatch));
        Assert.True(isBatch);
        Assert.Equal([first, second], statements.Select(statement => System.Text.Encoding.UTF8.GetString(statement.Source.Span)));
        Assert.Equal(statements[0].Keys, statements[1].Keys);
    }

    [Fact]
    public void One_statement_is_no_batch()
    {
        var statements = new List<ParsedStatement>();
        Assert.Null(StatementReader.Read(Sample.Utf8(Sample.Statement()), XapiVersion.V1, statements, out var isBatch));
        Assert.False(isBatch);
        Assert.Single(statements);
    }

    [Fact]
    public void An_empty_batch_is_an_empty_list()
    {
        var statements = new List<ParsedStatement>();
        Assert.Null(StatementReader.Read(Sample.Utf8(" [ ] "), XapiVersion.V2, statements, out var isBatch));
        Assert.True(isBatch);
        Assert.Empty(statements);
    }

    [Theory]
    [InlineData("1", "/1")]
    [InlineData("null", "/1")]
    [InlineData("[]", "/1")]
    [InlineData("{}", "/1")]
    public void One_bad_statement_refuses_the_batch_and_is_pointed_at(string bad, string pointer)
    {
        var statements = new List<ParsedStatement> { Sample.Parsed(Sample.Statement()) };
        var error = StatementReader.Read(Sample.Utf8($"[{Sample.Statement()},{bad},{Sample.Statement()}]"), XapiVersion.V2, statements, out _);
        Assert.Equal(pointer, error?.Pointer);
        Assert.Single(statements);
    }

    [Fact]
    public void Pointers_start_at_the_root_of_the_body()
    {
        var good = Sample.Statement();
        var bad = Sample.Statement("actor", """{"mbox":"x"}""");
        Assert.Equal("/3/actor/mbox", StatementReader.Read(Sample.Utf8($"[{good},{good},{good},{bad}]"), XapiVersion.V2, [], out _)?.Pointer);
    }

    [Fact]
    public void A_batch_that_repeats_an_id_is_refused()
    {
        var statement = Sample.Statement("id", Id);
        var other = Sample.Statement("id", Id.ToUpperInvariant());
        foreach (var version in Sample.Both)
        {
            var statements = new List<ParsedStatement>();
            var error = StatementReader.Read(Sample.Utf8($"[{statement},{Sample.Statement()},{other}]"), version, statements, out _);
            Assert.Equal("/2", error?.Pointer);
            Assert.Empty(statements);
        }
    }

    [Fact]
    public void Replaced_ranges_are_relative_to_their_statement()
    {
        var statements = new List<ParsedStatement>();
        var json = Sample.Statement("stored", "\"2013-05-18T05:32:34.804Z\"");
        Assert.Null(StatementReader.Read(Sample.Utf8($"[{Sample.Statement()},{json}]"), XapiVersion.V2, statements, out _));
        Assert.Empty(statements[0].Replaced);
        Assert.Equal(",\"stored\":\"2013-05-18T05:32:34.804Z\"", System.Text.Encoding.UTF8.GetString(statements[1].Source.Span[Assert.Single(statements[1].Replaced)]));
    }
}
