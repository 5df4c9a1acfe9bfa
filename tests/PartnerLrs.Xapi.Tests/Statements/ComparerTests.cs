namespace PartnerLrs.Xapi.Tests.Statements;

public sealed class ComparerTests
{
    [Theory]
    [InlineData("result", """{"score":{"raw":1,"scaled":0.5}}""", """{ "score" : {"scaled":5e-1,"raw":1.0} }""")]
    [InlineData("result", """{"score":{"raw":100}}""", """{"score":{"raw":1E+2}}""")]
    [InlineData("result", """{"score":{"raw":0}}""", """{"score":{"raw":-0.0}}""")]
    [InlineData("result", """{"response":"ä/"}""", """{"response":"\u00e4\/"}""")]
    [InlineData("result", """{"duration":"P1DT12H36M0.12S"}""", """{"duration":"P1DT12H36M0.1237S"}""")]
    [InlineData("result", """{"duration":"PT1S"}""", """{"duration":"PT1.001S"}""")]
    [InlineData("result", """{"extensions":{"urn:a":{"x":1,"y":[1.0,2]},"urn:b":null}}""", """{"extensions":{"urn:b":null,"urn:a":{"y":[1,2.0],"x":1}}}""")]
    [InlineData("verb", """{"id":"urn:v","display":{"en":"a"}}""", """{"display":{"de":"b"},"id":"urn:v"}""")]
    [InlineData("verb", """{"id":"urn:v"}""", """{"id":"urn:v","display":{}}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"name":{"en":"x"}}}""", """{"id":"urn:a"}""")]
    [InlineData("object", """{"objectType":"StatementRef","id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}""", """{"id":"6690E6C9-3EF0-4ED3-8B37-7F3964730BEE","objectType":"StatementRef"}""")]
    [InlineData("actor", """{"mbox":"mailto:ada@example.com"}""", """{"mbox":"mailto:ada@EXAMPLE.com"}""")]
    [InlineData("actor", """{"mbox_sha1sum":"cd9b00a5611f94eaa7b1661edab976068e364975"}""", """{"mbox_sha1sum":"CD9B00A5611F94EAA7B1661EDAB976068E364975"}""")]
    [InlineData("actor", """{"objectType":"Group","member":[{"mbox":"mailto:a@e.com"},{"mbox":"mailto:b@e.com"}]}""", """{"objectType":"Group","member":[{"mbox":"mailto:b@e.com"},{"mbox":"mailto:a@e.com"}]}""")]
    [InlineData("context", """{"contextActivities":{"parent":{"id":"urn:a"}}}""", """{"contextActivities":{"parent":[{"id":"urn:a"}]}}""")]
    [InlineData("context", """{"contextActivities":{"parent":[{"id":"urn:a"},{"id":"urn:b"}]}}""", """{"contextActivities":{"parent":[{"id":"urn:b"},{"id":"urn:a","definition":{}}]}}""")]
    [InlineData("context", """{"registration":"ec531277-b57b-4c15-8d91-d292c5b2b8f7","language":"en-US"}""", """{"registration":"EC531277-B57B-4C15-8D91-D292C5B2B8F7","language":"en-us"}""")]
    [InlineData("context", """{"team":{"objectType":"Group","member":[{"mbox":"mailto:a@e.com"},{"mbox":"mailto:b@e.com"}]}}""", """{"team":{"objectType":"Group","member":[{"mbox":"mailto:b@e.com"},{"mbox":"mailto:a@e.com"}]}}""")]
    [InlineData("context", """{"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","member":[{"mbox":"mailto:a@e.com"},{"mbox":"mailto:b@e.com"}]}}]}""", """{"contextGroups":[{"group":{"objectType":"Group","member":[{"mbox":"mailto:b@e.com"},{"mbox":"mailto:a@e.com"}]},"objectType":"contextGroup"}]}""")]
    [InlineData("timestamp", "\"2015-11-18T12:17:00Z\"", "\"2015-11-18T13:17:00.000+01:00\"")]
    [InlineData("attachments", "[]", """[{"usageType":"urn:u","display":{},"contentType":"text/plain","length":0,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"}]""")]
    public void These_are_the_same_statement_and_the_same_SubStatement(string member, string left, string right)
    {
        Compare(true, Sample.Statement(member, left), Sample.Statement(member, right));
        Compare(true, Sample.SubStatement(member, left), Sample.SubStatement(member, right));
    }

    [Theory]
    [InlineData("result", """{"score":{"raw":1}}""", """{"score":{"raw":1.0000000000000000000000000001}}""")]
    [InlineData("result", """{"score":{"raw":1}}""", """{"score":{"raw":-1}}""")]
    [InlineData("result", """{"score":{"raw":1}}""", """{"score":{"raw":10}}""")]
    [InlineData("result", """{"score":{"raw":1}}""", """{"score":{"min":1}}""")]
    [InlineData("result", """{"success":true}""", """{"success":false}""")]
    [InlineData("result", """{"success":true}""", "{}")]
    [InlineData("result", """{"response":"a"}""", """{"response":"A"}""")]
    [InlineData("result", """{"duration":"PT1S"}""", """{"duration":"PT1.01S"}""")]
    [InlineData("result", """{"duration":"PT60S"}""", """{"duration":"PT1M"}""")]
    [InlineData("result", """{"extensions":{"urn:a":[1,2]}}""", """{"extensions":{"urn:a":[2,1]}}""")]
    [InlineData("result", """{"extensions":{"urn:a":1}}""", """{"extensions":{"urn:a":"1"}}""")]
    [InlineData("result", """{"extensions":{"urn:a":null}}""", """{"extensions":{}}""")]
    [InlineData("result", """{"extensions":{"urn:a":[]}}""", """{"extensions":{"urn:a":{}}}""")]
    [InlineData("result", """{"extensions":{"urn:a":["a,1:b"]}}""", """{"extensions":{"urn:a":["a","b"]}}""")]
    [InlineData("result", """{"extensions":{"urn:a":{"display":1}}}""", """{"extensions":{"urn:a":{"display":2}}}""")]
    [InlineData("result", """{"extensions":{"urn:a":1e99999999999999999999}}""", """{"extensions":{"urn:a":1e-9223372036854775808}}""")]
    [InlineData("verb", """{"id":"urn:v"}""", """{"id":"urn:V"}""")]
    [InlineData("object", """{"id":"urn:a"}""", """{"id":"urn:b"}""")]
    [InlineData("object", """{"id":"urn:abc"}""", """{"id":"urn:ABC"}""")]
    [InlineData("object", """{"objectType":"Agent","mbox":"mailto:a@e.com"}""", """{"objectType":"Group","mbox":"mailto:a@e.com"}""")]
    [InlineData("actor", """{"mbox":"mailto:ada@example.com"}""", """{"mbox":"mailto:Ada@example.com"}""")]
    [InlineData("actor", """{"mbox":"mailto:ada@example.com"}""", """{"mbox":"mailto:ada@example.com","name":"Ada"}""")]
    [InlineData("actor", """{"account":{"homePage":"http://e.com","name":"a"}}""", """{"account":{"homePage":"http://e.com","name":"A"}}""")]
    [InlineData("actor", """{"objectType":"Group","member":[{"mbox":"mailto:a@e.com"},{"mbox":"mailto:a@e.com"},{"mbox":"mailto:b@e.com"}]}""", """{"objectType":"Group","member":[{"mbox":"mailto:a@e.com"},{"mbox":"mailto:b@e.com"},{"mbox":"mailto:b@e.com"}]}""")]
    [InlineData("context", """{"contextActivities":{"parent":{"id":"urn:a"}}}""", """{"contextActivities":{"grouping":{"id":"urn:a"}}}""")]
    [InlineData("context", """{"contextActivities":{"parent":{"id":"urn:a"}}}""", """{"contextActivities":{"parent":[{"id":"urn:a"},{"id":"urn:b"}]}}""")]
    [InlineData("context", """{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@e.com"}}]}""", """{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:b@e.com"}}]}""")]
    [InlineData("context", """{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@e.com"}}]}""", "{}")]
    [InlineData("context", """{"registration":"ec531277-b57b-4c15-8d91-d292c5b2b8f7"}""", """{"registration":"ec531277-b57b-4c15-8d91-d292c5b2b8f8"}""")]
    [InlineData("timestamp", "\"2015-11-18T12:17:00Z\"", "\"2015-11-18T12:17:00.001Z\"")]
    public void These_look_alike_and_are_not_the_same(string member, string left, string right)
    {
        Compare(false, Sample.Statement(member, left), Sample.Statement(member, right));
        Compare(false, Sample.SubStatement(member, left), Sample.SubStatement(member, right));
    }

    [Theory]
    [InlineData("id", "\"6690e6c9-3ef0-4ed3-8b37-7f3964730bee\"")]
    [InlineData("stored", "\"2015-11-18T12:17:00Z\"")]
    [InlineData("timestamp", "\"2015-11-18T12:17:00Z\"")]
    [InlineData("authority", """{"mbox":"mailto:lrs@example.com"}""")]
    [InlineData("version", "\"1.0.0\"")]
    public void What_the_Lrs_fills_in_may_be_absent(string member, string json) => Compare(true, Sample.Statement(member, json), Sample.Statement());

    [Theory]
    [InlineData("stored", "\"2015-11-18T12:17:00Z\"", "\"2016-11-18T12:17:00Z\"", true)]
    [InlineData("authority", """{"mbox":"mailto:lrs@example.com"}""", """{"mbox":"mailto:other@example.com"}""", true)]
    [InlineData("version", "\"1.0.0\"", "\"1.0.3\"", true)]
    [InlineData("id", "\"6690e6c9-3ef0-4ed3-8b37-7f3964730bee\"", "\"6690E6C9-3EF0-4ED3-8B37-7F3964730BEE\"", true)]
    [InlineData("id", "\"6690e6c9-3ef0-4ed3-8b37-7f3964730bee\"", "\"6690e6c9-3ef0-4ed3-8b37-7f3964730bef\"", false)]
    public void What_the_Lrs_replaces_does_not_count_but_an_id_does(string member, string left, string right, bool same) =>
        Compare(same, Sample.Statement(member, left), Sample.Statement(member, right));

    [Fact]
    public void A_SubStatements_timestamp_counts_even_when_it_is_absent_on_one_side() =>
        Compare(false, Sample.SubStatement("timestamp", "\"2015-11-18T12:17:00Z\""), Sample.SubStatement());

    private static void Compare(bool same, string left, string right)
    {
        Assert.Null(Sample.Read(left));
        Assert.Null(Sample.Read(right));
        Assert.Equal(same, StatementComparer.Same(Sample.Utf8(left), Sample.Utf8(right)));
        Assert.Equal(same, StatementComparer.Same(Sample.Utf8(right), Sample.Utf8(left)));
        Assert.True(StatementComparer.Same(Sample.Utf8(left), Sample.Utf8(left)));
    }
}
