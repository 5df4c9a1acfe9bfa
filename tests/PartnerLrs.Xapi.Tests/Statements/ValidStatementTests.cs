namespace PartnerLrs.Xapi.Tests.Statements;

public sealed class ValidStatementTests
{
    [Theory]
    [InlineData("id", "\"6690e6c9-3ef0-4ed3-8b37-7f3964730bee\"")]
    [InlineData("id", "\"6690E6C9-3EF0-4ED3-8B37-7F3964730BEE\"")]
    [InlineData("id", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("stored", "\"2013-05-18T05:32:34.804Z\"")]
    [InlineData("version", "\"1.0\"")]
    [InlineData("version", "\"1.0.0\"")]
    [InlineData("version", "\"1.0.9\"")]
    [InlineData("authority", """{"mbox":"mailto:a@example.com"}""")]
    [InlineData("authority", """{"objectType":"Agent","account":{"homePage":"http://example.com","name":"oauth"}}""")]
    [InlineData("authority", """{"objectType":"Group","member":[{"account":{"homePage":"http://example.com/token","name":"consumer"}},{"mbox":"mailto:b@example.com"}]}""")]
    public void A_member_of_statements_alone_is_accepted(string member, string json)
    {
        foreach (var version in Sample.Both)
            Assert.Null(Sample.Read(Sample.Statement(member, json), version));
    }

    [Theory]
    [InlineData("actor", """{"objectType":"Agent","mbox":"mailto:ada@example.com"}""")]
    [InlineData("actor", """{"mbox":"mailto:ada@example.com","objectType":"Agent","name":"Ada"}""")]
    [InlineData("actor", """{"mbox":"MAILTO:ada@example.com"}""")]
    [InlineData("actor", """{"mbox":"mailto:ada+x@example.com"}""")]
    [InlineData("actor", """{"mbox":"mailto:ädä@exämple.com"}""")]
    [InlineData("actor", """{"mbox_sha1sum":"cd9b00a5611f94eaa7b1661edab976068e364975"}""")]
    [InlineData("actor", """{"mbox_sha1sum":"CD9B00A5611F94EAA7B1661EDAB976068E364975"}""")]
    [InlineData("actor", """{"openid":"http://openid.example.org/12345"}""")]
    [InlineData("actor", """{"account":{"homePage":"http://example.com","name":"ada"}}""")]
    [InlineData("actor", """{"account":{"name":"","homePage":"http://example.com"}}""")]
    [InlineData("actor", """{"\u006dbox":"mailto:ada\u0040example.com"}""")]
    [InlineData("actor", """{"name":"nul \u0000 and pair \ud83d\ude00","mbox":"mailto:ada@example.com"}""")]
    [InlineData("actor", """{"objectType":"Group","member":[{"mbox":"mailto:ada@example.com"}]}""")]
    [InlineData("actor", """{"member":[{"mbox":"mailto:ada@example.com"}],"name":"Team","objectType":"Group"}""")]
    [InlineData("actor", """{"objectType":"Group","mbox":"mailto:team@example.com"}""")]
    [InlineData("actor", """{"objectType":"Group","mbox":"mailto:team@example.com","member":[]}""")]
    [InlineData("actor", """{"objectType":"Group","account":{"homePage":"http://example.com","name":"t"},"member":[{"objectType":"Agent","openid":"http://o.example/1"}]}""")]
    [InlineData("verb", """{"id":"http://example.com/v","display":{}}""")]
    [InlineData("verb", """{"display":{"en-US":"did","de":"tat","zh-Hant-TW":"x"},"id":"urn:verb:1"}""")]
    [InlineData("verb", """{"id":"http://exämple.com/völlig"}""")]
    [InlineData("object", """{"objectType":"Activity","id":"http://example.com/a"}""")]
    [InlineData("object", """{"id":"http://example.com/a","definition":{}}""")]
    [InlineData("object", """{"definition":{"name":{"en":"n"},"description":{"en":"d"},"type":"http://example.com/t","moreInfo":"http://example.com/m","extensions":{"http://example.com/x":null}},"id":"http://example.com/a"}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"true-false","correctResponsesPattern":["true"]}}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","correctResponsesPattern":["a[,]b"],"choices":[{"id":"a"},{"id":"b","description":{"en":"B"}}]}}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"choices":[{"id":"a"}],"interactionType":"sequencing"}}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"likert","scale":[{"id":"1"}]}}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"matching","source":[{"id":"1"}],"target":[{"id":"1"}]}}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"performance","steps":[{"id":"1"}]}}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"fill-in","correctResponsesPattern":[]}}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"long-fill-in"}}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"numeric","correctResponsesPattern":["4[:]5"]}}""")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"other"}}""")]
    [InlineData("object", """{"objectType":"Agent","mbox":"mailto:bob@example.com"}""")]
    [InlineData("object", """{"mbox":"mailto:bob@example.com","objectType":"Agent"}""")]
    [InlineData("object", """{"objectType":"Group","member":[{"mbox":"mailto:bob@example.com"}],"name":"G"}""")]
    [InlineData("object", """{"objectType":"StatementRef","id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}""")]
    [InlineData("object", """{"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","objectType":"StatementRef"}""")]
    [InlineData("result", "{}")]
    [InlineData("result", """{"success":true,"completion":false,"response":"","duration":"PT1H","extensions":{}}""")]
    [InlineData("result", """{"score":{}}""")]
    [InlineData("result", """{"score":{"scaled":-1}}""")]
    [InlineData("result", """{"score":{"scaled":1.0}}""")]
    [InlineData("result", """{"score":{"raw":5,"min":5,"max":6}}""")]
    [InlineData("result", """{"score":{"max":1e2,"min":-1E-2,"raw":100}}""")]
    [InlineData("result", """{"score":{"raw":-3}}""")]
    [InlineData("result", """{"duration":"P4W"}""")]
    [InlineData("result", """{"duration":"P1DT12H36M0.12567S"}""")]
    [InlineData("result", """{"extensions":{"http://example.com/x":{"deep":[null,{"a":null}],"same":1},"http://example.com/y":[]}}""")]
    [InlineData("context", "{}")]
    [InlineData("context", """{"registration":"ec531277-b57b-4c15-8d91-d292c5b2b8f7","language":"tlh"}""")]
    [InlineData("context", """{"instructor":{"mbox":"mailto:i@example.com"}}""")]
    [InlineData("context", """{"instructor":{"objectType":"Group","member":[{"mbox":"mailto:i@example.com"}]}}""")]
    [InlineData("context", """{"team":{"objectType":"Group","mbox":"mailto:t@example.com"}}""")]
    [InlineData("context", """{"revision":"1","platform":""}""")]
    [InlineData("context", """{"statement":{"objectType":"StatementRef","id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}}""")]
    [InlineData("context", """{"contextActivities":{}}""")]
    [InlineData("context", """{"contextActivities":{"parent":{"id":"urn:p"},"grouping":[],"category":[{"id":"urn:c","objectType":"Activity"}],"other":[{"id":"urn:o","definition":{}},{"id":"urn:p"}]}}""")]
    [InlineData("context", """{"extensions":{"http://example.com/x":1,"tag:x":null}}""")]
    [InlineData("timestamp", "\"2015-11-18T12:17:00+00:00\"")]
    [InlineData("timestamp", "\"2015-11-18T12:17:00.123456789Z\"")]
    [InlineData("timestamp", "\"2999-11-18T12:17:00Z\"")]
    [InlineData("attachments", "[]")]
    [InlineData("attachments", """[{"usageType":"http://example.com/u","display":{"en":"d"},"contentType":"text/plain; charset=ascii","length":0,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"}]""")]
    [InlineData("attachments", """[{"usageType":"urn:u","display":{},"description":{"en":"x"},"contentType":"image/svg+xml","length":9007199254740993,"sha2":"495395E777CD98DA653DF9615D09C0FD6BB2F8D4788394CD53C56A3BFDCD848A495395e777cd98da653df9615d09c0fd","fileUrl":"http://example.com/f"}]""")]
    public void A_member_of_statements_and_SubStatements_is_accepted_in_both(string member, string json)
    {
        foreach (var version in Sample.Both)
        {
            Assert.Null(Sample.Read(Sample.Statement(member, json), version));
            Assert.Null(Sample.Read(Sample.SubStatement(member, json), version));
        }
    }

    [Theory]
    [InlineData("version", "\"2.0\"")]
    [InlineData("version", "\"2.0.0\"")]
    [InlineData("version", "\"2.0.7\"")]
    [InlineData("context", """{"contextAgents":[]}""")]
    [InlineData("context", """{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:p@example.com"}}]}""")]
    [InlineData("context", """{"contextAgents":[{"relevantTypes":["urn:a","http://example.com/b"],"agent":{"objectType":"Agent","mbox":"mailto:p@example.com"},"objectType":"contextAgent"}]}""")]
    [InlineData("context", """{"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","mbox":"mailto:g@example.com"},"relevantTypes":["urn:a"]}]}""")]
    [InlineData("context", """{"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","member":[{"mbox":"mailto:m@example.com"}]}}]}""")]
    public void What_came_with_version_2_is_accepted_there_only(string member, string json)
    {
        Assert.Null(Sample.Read(Sample.Statement(member, json), XapiVersion.V2));
        Assert.NotNull(Sample.Read(Sample.Statement(member, json), XapiVersion.V1));
        if (member == "context")
        {
            Assert.Null(Sample.Read(Sample.SubStatement(member, json), XapiVersion.V2));
            Assert.StartsWith("/object/context/context", Sample.Read(Sample.SubStatement(member, json), XapiVersion.V1)!.Pointer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"2015-11-18T12:17Z\"")]
    [InlineData("\"20151118T121700Z\"")]
    [InlineData("\"2015-11-18T12:17:00\"")]
    [InlineData("\"2015-11-18T12:17:00+0100\"")]
    [InlineData("\"2015-11-18T24:00:00Z\"")]
    [InlineData("\"2015-11-18T12:17:00,5Z\"")]
    public void Iso_8601_beyond_Rfc_3339_is_accepted_in_version_1_only(string json)
    {
        Assert.Null(Sample.Read(Sample.Statement("timestamp", json), XapiVersion.V1));
        Assert.Equal("/timestamp", Sample.Read(Sample.Statement("timestamp", json), XapiVersion.V2)?.Pointer);
        Assert.Equal("/object/timestamp", Sample.Read(Sample.SubStatement("timestamp", json), XapiVersion.V2)?.Pointer);
    }

    [Fact]
    public void A_voiding_statement_is_told_from_others()
    {
        var statement = Sample.Parsed($$"""{"actor":{{Sample.Actor}},"object":{{Sample.Ref}},"verb":{{Sample.VoidVerb}}}""");
        Assert.True(statement.IsVoiding);
        Assert.Equal(Guid.Parse("6690e6c9-3ef0-4ed3-8b37-7f3964730bee"), statement.Target);
        Assert.False(Sample.Parsed(Sample.Statement("object", Sample.Ref)).IsVoiding);
    }

    [Fact]
    public void The_fields_that_are_folded_are_extracted()
    {
        var statement = Sample.Parsed($$"""
            {"id":"EC531277-b57b-4c15-8d91-d292c5b2b8f7","version":"1.0.2","timestamp":"2026-01-31T10:30:00.1234567+01:00",
             "actor":{"account":{"name":"\u0061da","homePage":"http://example.com"} },"verb":{{Sample.Verb}},"object":{{Sample.Activity}},
             "result":{"success":false,"completion":true,"score":{"scaled":0.25} },"context":{"registration":"6690E6C9-3ef0-4ed3-8b37-7f3964730bee"} }
            """);
        Assert.Equal(Guid.Parse("ec531277-b57b-4c15-8d91-d292c5b2b8f7"), statement.Id);
        Assert.Equal("1.0.2", statement.Version);
        Assert.Equal(new DateTime(2026, 1, 31, 9, 30, 0, 123, 456, DateTimeKind.Utc), statement.Timestamp);
        Assert.Equal(DateTimeKind.Utc, statement.Timestamp!.Value.Kind);
        Assert.Equal(new AgentIdentifier(AgentIdentifierKind.Account, "ada", "http://example.com"), statement.Actor);
        Assert.Equal("http://example.com/verbs/did", statement.Verb);
        Assert.Equal("http://example.com/activities/1", statement.Activity);
        Assert.Equal((false, true, 0.25), (statement.Success, statement.Completion, statement.ScoreScaled));
        Assert.Equal(Guid.Parse("6690e6c9-3ef0-4ed3-8b37-7f3964730bee"), statement.Registration);
        Assert.Null(statement.Target);
    }

    [Fact]
    public void What_a_SubStatement_says_is_not_folded()
    {
        var statement = Sample.Parsed(Sample.SubStatement("result", """{"success":true,"completion":true,"score":{"scaled":1}}"""));
        Assert.Null(statement.Success);
        Assert.Null(statement.Completion);
        Assert.Null(statement.ScoreScaled);
        Assert.Null(statement.Activity);
        Assert.Null(Sample.Parsed(Sample.SubStatement("object", Sample.Ref)).Target);
        Assert.Null(Sample.Parsed(Sample.SubStatement("context", """{"registration":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}""")).Registration);
    }

    [Fact]
    public void Attachments_and_definitions_are_listed_those_of_the_SubStatement_included()
    {
        const string Attachment = """{"usageType":"http://adlnet.gov/expapi/attachments/signature","display":{},"contentType":"application/octet-stream","length":7,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"}""";
        var json = Sample.Statement("object", $$"""{"objectType":"SubStatement","actor":{{Sample.Actor}},"verb":{{Sample.Verb}},"object":{"id":"urn:a","definition":{"name":{"en":"A"} } },"attachments":[{{Attachment}}]}""");
        var statement = Sample.Parsed(json);
        var attachment = Assert.Single(statement.Attachments);
        Assert.True(attachment.IsSignature);
        Assert.Equal((7L, "application/octet-stream", (string?)null), (attachment.Length, attachment.ContentType, attachment.FileUrl));
        var definition = Assert.Single(statement.Definitions);
        Assert.Equal("urn:a", definition.Id);
        Assert.Equal("""{"name":{"en":"A"} }""", System.Text.Encoding.UTF8.GetString(statement.Source.Span[definition.Definition]));
    }
}
