namespace PartnerLrs.Xapi.Tests.Statements;

public sealed class InvalidStatementTests
{
    [Theory]
    [InlineData("id", "null", "/id")]
    [InlineData("id", "12345", "/id")]
    [InlineData("id", "\"\"", "/id")]
    [InlineData("id", "\"AA97B177-9383-4934-8543-0F91A7A028368\"", "/id")]
    [InlineData("id", "\"MA97B177-9383-4934-8543-0F91A7A02836\"", "/id")]
    [InlineData("id", "\"AA97B17793834934-8543-0F91A7A02836----\"", "/id")]
    [InlineData("id", "\"{A97B177-9383-4934-8543-0F91A7A02836}\"", "/id")]
    [InlineData("stored", "\"yesterday\"", "/stored")]
    [InlineData("stored", "null", "/stored")]
    [InlineData("version", "1.0", "/version")]
    [InlineData("version", "\"0.9.9\"", "/version")]
    [InlineData("version", "\"1.1.0\"", "/version")]
    [InlineData("version", "\"1.0.\"", "/version")]
    [InlineData("version", "\"1.0.x\"", "/version")]
    [InlineData("version", "\"2.1\"", "/version")]
    [InlineData("version", "\"should fail\"", "/version")]
    [InlineData("authority", "{}", "/authority")]
    [InlineData("authority", """{"objectType":"Group","mbox":"mailto:g@example.com","member":[{"mbox":"mailto:a@example.com"},{"mbox":"mailto:b@example.com"}]}""", "/authority")]
    [InlineData("authority", """{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"}]}""", "/authority")]
    [InlineData("authority", """{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"},{"mbox":"mailto:b@example.com"},{"mbox":"mailto:c@example.com"}]}""", "/authority")]
    [InlineData("authority", """{"objectType":"Group"}""", "/authority")]
    [InlineData("iD", "\"6690e6c9-3ef0-4ed3-8b37-7f3964730bee\"", "/iD")]
    [InlineData("extra", "1", "/extra")]
    [InlineData("a~b/c", "1", "/a~0b~1c")]
    [InlineData("", "1", "/")]
    [InlineData("Actor", "{}", "/Actor")]
    [InlineData("\\u0041ctor", "{}", "/Actor")]
    [InlineData("\\u0061ctor", Sample.Actor, "/actor")]
    [InlineData("\\u0076erb", Sample.Verb, "/verb")]
    public void A_member_of_statements_alone_is_refused(string member, string json, string pointer)
    {
        foreach (var version in Sample.Both)
            Refused(Sample.Statement(member.Length == 0 ? " " : member, json).Replace("\" \"", "\"\"", StringComparison.Ordinal), version, pointer);
    }

    [Theory]
    [InlineData("id", "\"6690e6c9-3ef0-4ed3-8b37-7f3964730bee\"")]
    [InlineData("stored", "\"2013-05-18T05:32:34.804Z\"")]
    [InlineData("version", "\"1.0.0\"")]
    [InlineData("authority", Sample.Actor)]
    public void A_SubStatement_has_none_of_what_the_Lrs_assigns(string member, string json) =>
        Assert.Equal("/object/" + member, Sample.Read(Sample.SubStatement(member, json))?.Pointer);

    [Theory]
    // actor
    [InlineData("actor", "null", "/actor")]
    [InlineData("actor", "\"ada\"", "/actor")]
    [InlineData("actor", "[]", "/actor")]
    [InlineData("actor", "{}", "/actor")]
    [InlineData("actor", """{"name":"Ada"}""", "/actor")]
    [InlineData("actor", """{"objectType":"Agent"}""", "/actor")]
    [InlineData("actor", """{"objectType":"agent","mbox":"mailto:a@example.com"}""", "/actor/objectType")]
    [InlineData("actor", """{"objectType":"Activity","mbox":"mailto:a@example.com"}""", "/actor/objectType")]
    [InlineData("actor", """{"objectType":null,"mbox":"mailto:a@example.com"}""", "/actor/objectType")]
    [InlineData("actor", """{"name":1,"mbox":"mailto:a@example.com"}""", "/actor/name")]
    [InlineData("actor", """{"name":null,"mbox":"mailto:a@example.com"}""", "/actor/name")]
    [InlineData("actor", """{"mbox":"ada@example.com"}""", "/actor/mbox")]
    [InlineData("actor", """{"mbox":"mailto:"}""", "/actor/mbox")]
    [InlineData("actor", """{"mbox":"mailto:ada"}""", "/actor/mbox")]
    [InlineData("actor", """{"mbox":"mailto:ada@"}""", "/actor/mbox")]
    [InlineData("actor", """{"mbox":"mailto:@example.com"}""", "/actor/mbox")]
    [InlineData("actor", """{"mbox":"mailto:a@b@example.com"}""", "/actor/mbox")]
    [InlineData("actor", """{"mbox":"mailto:a b@example.com"}""", "/actor/mbox")]
    [InlineData("actor", """{"mbox":"mailto:a@example.com?subject=x"}""", "/actor/mbox")]
    [InlineData("actor", """{"mbox":"http://example.com/a@b"}""", "/actor/mbox")]
    [InlineData("actor", """{"mbox":12}""", "/actor/mbox")]
    [InlineData("actor", """{"Mbox":"mailto:a@example.com"}""", "/actor/Mbox")]
    [InlineData("actor", """{"mbox_sha1sum":"cd9b00a5611f94eaa7b1661edab976068e36497"}""", "/actor/mbox_sha1sum")]
    [InlineData("actor", """{"mbox_sha1sum":"gd9b00a5611f94eaa7b1661edab976068e364975"}""", "/actor/mbox_sha1sum")]
    [InlineData("actor", """{"openid":"openid.example.org"}""", "/actor/openid")]
    [InlineData("actor", """{"openid":""}""", "/actor/openid")]
    [InlineData("actor", """{"account":"ada"}""", "/actor/account")]
    [InlineData("actor", """{"account":{"homePage":"http://example.com"}}""", "/actor/account")]
    [InlineData("actor", """{"account":{"name":"ada"}}""", "/actor/account")]
    [InlineData("actor", """{"account":{"homePage":"example.com","name":"ada"}}""", "/actor/account/homePage")]
    [InlineData("actor", """{"account":{"homePage":"http://example.com","name":1}}""", "/actor/account/name")]
    [InlineData("actor", """{"account":{"homePage":"http://example.com","name":null}}""", "/actor/account/name")]
    [InlineData("actor", """{"account":{"homePage":"http://example.com","name":"a\u0000"}}""", "/actor/account/name")]
    [InlineData("actor", """{"account":{"homePage":"http://example.com","name":"ada","id":1}}""", "/actor/account/id")]
    [InlineData("actor", """{"mbox":"mailto:a@example.com","openid":"http://o.example/1"}""", "/actor/openid")]
    [InlineData("actor", """{"mbox":"mailto:a@example.com","account":{"homePage":"http://example.com","name":"a"}}""", "/actor/account")]
    [InlineData("actor", """{"mbox":"mailto:a@example.com","mbox":"mailto:a@example.com"}""", "/actor/mbox")]
    [InlineData("actor", """{"mbox":"mailto:a@example.com","member":[]}""", "/actor/member")]
    [InlineData("actor", """{"member":[{"mbox":"mailto:a@example.com"}],"objectType":"Agent","mbox":"mailto:a@example.com"}""", "/actor/member")]
    [InlineData("actor", """{"objectType":"Group"}""", "/actor")]
    [InlineData("actor", """{"objectType":"Group","member":[]}""", "/actor")]
    [InlineData("actor", """{"objectType":"Group","member":{"mbox":"mailto:a@example.com"}}""", "/actor/member")]
    [InlineData("actor", """{"objectType":"Group","member":["mailto:a@example.com"]}""", "/actor/member/0")]
    [InlineData("actor", """{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"},{}]}""", "/actor/member/1")]
    [InlineData("actor", """{"objectType":"Group","member":[{"objectType":"Group","mbox":"mailto:a@example.com"}]}""", "/actor/member/0/objectType")]
    [InlineData("actor", """{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"},{"mbox":"a@example.com"}]}""", "/actor/member/1/mbox")]
    // verb
    [InlineData("verb", "null", "/verb")]
    [InlineData("verb", "\"http://example.com/v\"", "/verb")]
    [InlineData("verb", "{}", "/verb")]
    [InlineData("verb", """{"display":{"en":"x"}}""", "/verb")]
    [InlineData("verb", """{"id":"example.com/v"}""", "/verb/id")]
    [InlineData("verb", """{"id":"ab=c://should.fail.com"}""", "/verb/id")]
    [InlineData("verb", """{"id":"http://example.com/a b"}""", "/verb/id")]
    [InlineData("verb", """{"id":"http://example.com/%zz"}""", "/verb/id")]
    [InlineData("verb", """{"id":"http:"}""", "/verb/id")]
    [InlineData("verb", """{"id":null}""", "/verb/id")]
    [InlineData("verb", """{"id":"http://example.com/v","display":"did"}""", "/verb/display")]
    [InlineData("verb", """{"id":"http://example.com/v","display":{"a12345678":"x"}}""", "/verb/display/a12345678")]
    [InlineData("verb", """{"id":"http://example.com/v","display":{"en":1}}""", "/verb/display/en")]
    [InlineData("verb", """{"id":"http://example.com/v","display":{"en":null}}""", "/verb/display/en")]
    [InlineData("verb", """{"id":"http://example.com/v","display":{"en":"a","en":"b"}}""", "/verb/display/en")]
    [InlineData("verb", """{"id":"http://example.com/v","display":{"en":"a","e\u006e":"b"}}""", "/verb/display/en")]
    [InlineData("verb", """{"id":"http://example.com/v","Display":{}}""", "/verb/Display")]
    [InlineData("verb", """{"id":"http://example.com/v","definition":{}}""", "/verb/definition")]
    // object: activity
    [InlineData("object", "null", "/object")]
    [InlineData("object", "7", "/object")]
    [InlineData("object", "{}", "/object")]
    [InlineData("object", """{"objectType":"Activity"}""", "/object")]
    [InlineData("object", """{"id":"example"}""", "/object/id")]
    [InlineData("object", """{"id":7}""", "/object/id")]
    [InlineData("object", """{"objectType":"activity","id":"urn:a"}""", "/object/objectType")]
    [InlineData("object", """{"objectType":"Verb","id":"urn:a"}""", "/object/objectType")]
    [InlineData("object", """{"objectType":1,"id":"urn:a"}""", "/object/objectType")]
    [InlineData("object", """{"id":"urn:a","name":"x"}""", "/object/name")]
    [InlineData("object", """{"id":"urn:a","mbox":"mailto:a@example.com"}""", "/object/mbox")]
    [InlineData("object", """{"id":"urn:a","foo":1}""", "/object/foo")]
    [InlineData("object", """{"id":"urn:a","definition":null}""", "/object/definition")]
    [InlineData("object", """{"id":"urn:a","definition":[]}""", "/object/definition")]
    [InlineData("object", """{"id":"urn:a","definition":{"title":"x"}}""", "/object/definition/title")]
    [InlineData("object", """{"id":"urn:a","definition":{"name":"x"}}""", "/object/definition/name")]
    [InlineData("object", """{"id":"urn:a","definition":{"name":{"":"x"}}}""", "/object/definition/name/")]
    [InlineData("object", """{"id":"urn:a","definition":{"description":{"en_US":"x"}}}""", "/object/definition/description/en_US")]
    [InlineData("object", """{"id":"urn:a","definition":{"type":"course"}}""", "/object/definition/type")]
    [InlineData("object", """{"id":"urn:a","definition":{"moreInfo":"more"}}""", "/object/definition/moreInfo")]
    [InlineData("object", """{"id":"urn:a","definition":{"moreInfo":5}}""", "/object/definition/moreInfo")]
    [InlineData("object", """{"id":"urn:a","definition":{"extensions":[]}}""", "/object/definition/extensions")]
    [InlineData("object", """{"id":"urn:a","definition":{"extensions":{"x":1}}}""", "/object/definition/extensions/x")]
    [InlineData("object", """{"id":"urn:a","definition":{"extensions":{"urn:x":{"a":1,"\u0061":2}}}}""", "/object/definition/extensions/urn:x/a")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"Choice"}}""", "/object/definition/interactionType")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":1}}""", "/object/definition/interactionType")]
    [InlineData("object", """{"id":"urn:a","definition":{"correctResponsesPattern":["x"]}}""", "/object/definition")]
    [InlineData("object", """{"id":"urn:a","definition":{"choices":[{"id":"a"}]}}""", "/object/definition")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","correctResponsesPattern":"x"}}""", "/object/definition/correctResponsesPattern")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","correctResponsesPattern":["x",1]}}""", "/object/definition/correctResponsesPattern/1")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","scale":[{"id":"a"}]}}""", "/object/definition/scale")]
    [InlineData("object", """{"id":"urn:a","definition":{"steps":[{"id":"a"}],"interactionType":"likert"}}""", "/object/definition/steps")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"true-false","choices":[]}}""", "/object/definition/choices")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","choices":{"id":"a"}}}""", "/object/definition/choices")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","choices":["a"]}}""", "/object/definition/choices/0")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","choices":[{"description":{}}]}}""", "/object/definition/choices/0")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","choices":[{"id":1}]}}""", "/object/definition/choices/0/id")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","choices":[{"id":"a"},{"id":"b"},{"id":"\u0061"}]}}""", "/object/definition/choices/2/id")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","choices":[{"id":"a","description":"x"}]}}""", "/object/definition/choices/0/description")]
    [InlineData("object", """{"id":"urn:a","definition":{"interactionType":"choice","choices":[{"id":"a","extra":"x"}]}}""", "/object/definition/choices/0/extra")]
    // object: agents and StatementRef
    [InlineData("object", """{"objectType":"Agent"}""", "/object")]
    [InlineData("object", """{"objectType":"Agent","id":"urn:a","mbox":"mailto:a@example.com"}""", "/object/id")]
    [InlineData("object", """{"member":[{"mbox":"mailto:a@example.com"}],"mbox":"mailto:a@example.com","objectType":"Agent"}""", "/object/member")]
    [InlineData("object", """{"objectType":"Group","name":"G"}""", "/object")]
    [InlineData("object", """{"objectType":"Group","member":[{"objectType":"Group","mbox":"mailto:a@example.com"}]}""", "/object/member/0/objectType")]
    [InlineData("object", """{"objectType":"StatementRef"}""", "/object")]
    [InlineData("object", """{"objectType":"StatementRef","id":"urn:a"}""", "/object/id")]
    [InlineData("object", """{"objectType":"statementref","id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}""", "/object/objectType")]
    [InlineData("object", """{"objectType":"StatementRef","id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","definition":{}}""", "/object/definition")]
    [InlineData("object", """{"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}""", "/object/id")]
    // result
    [InlineData("result", "null", "/result")]
    [InlineData("result", "[]", "/result")]
    [InlineData("result", """{"success":"true"}""", "/result/success")]
    [InlineData("result", """{"success":null}""", "/result/success")]
    [InlineData("result", """{"completion":1}""", "/result/completion")]
    [InlineData("result", """{"response":1}""", "/result/response")]
    [InlineData("result", """{"duration":"PA1H0M0S"}""", "/result/duration")]
    [InlineData("result", """{"duration":""}""", "/result/duration")]
    [InlineData("result", """{"duration":"P"}""", "/result/duration")]
    [InlineData("result", """{"duration":"P1DT"}""", "/result/duration")]
    [InlineData("result", """{"duration":"P4W1D"}""", "/result/duration")]
    [InlineData("result", """{"duration":12345}""", "/result/duration")]
    [InlineData("result", """{"extensions":"x"}""", "/result/extensions")]
    [InlineData("result", """{"extensions":{"urn:a":1,"urn:a":1}}""", "/result/extensions/urn:a")]
    [InlineData("result", """{"extensions":{"urn:a":{"b":[{"c":1,"c":1}]}}}""", "/result/extensions/urn:a/b/0/c")]
    [InlineData("result", """{"sucess":true}""", "/result/sucess")]
    [InlineData("result", """{"score":1}""", "/result/score")]
    [InlineData("result", """{"score":{"scaled":1.01}}""", "/result/score/scaled")]
    [InlineData("result", """{"score":{"scaled":-1.0000001}}""", "/result/score/scaled")]
    [InlineData("result", """{"score":{"scaled":"0.5"}}""", "/result/score/scaled")]
    [InlineData("result", """{"score":{"raw":null}}""", "/result/score/raw")]
    [InlineData("result", """{"score":{"raw":1e999}}""", "/result/score/raw")]
    [InlineData("result", """{"score":{"raw":-1e99999999999999999999}}""", "/result/score/raw")]
    [InlineData("result", """{"score":{"min":1,"max":1}}""", "/result/score")]
    [InlineData("result", """{"score":{"max":1,"min":2}}""", "/result/score")]
    [InlineData("result", """{"score":{"raw":0,"min":1}}""", "/result/score/raw")]
    [InlineData("result", """{"score":{"max":1,"raw":2}}""", "/result/score/raw")]
    [InlineData("result", """{"score":{"percent":1}}""", "/result/score/percent")]
    // context
    [InlineData("context", "null", "/context")]
    [InlineData("context", "\"x\"", "/context")]
    [InlineData("context", """{"registration":"1"}""", "/context/registration")]
    [InlineData("context", """{"registration":7}""", "/context/registration")]
    [InlineData("context", """{"instructor":{"objectType":"Agent"}}""", "/context/instructor")]
    [InlineData("context", """{"instructor":"x"}""", "/context/instructor")]
    [InlineData("context", """{"team":{"mbox":"mailto:t@example.com"}}""", "/context/team")]
    [InlineData("context", """{"team":{"objectType":"Agent","mbox":"mailto:t@example.com"}}""", "/context/team/objectType")]
    [InlineData("context", """{"team":{"objectType":"Group"}}""", "/context/team")]
    [InlineData("context", """{"revision":1}""", "/context/revision")]
    [InlineData("context", """{"platform":{}}""", "/context/platform")]
    [InlineData("context", """{"language":"a12345678"}""", "/context/language")]
    [InlineData("context", """{"language":""}""", "/context/language")]
    [InlineData("context", """{"language":null}""", "/context/language")]
    [InlineData("context", """{"statement":{"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}}""", "/context/statement")]
    [InlineData("context", """{"statement":{"objectType":"StatementRef"}}""", "/context/statement")]
    [InlineData("context", """{"statement":{"objectType":"Activity","id":"urn:a"}}""", "/context/statement/objectType")]
    [InlineData("context", """{"statement":{"objectType":"StatementRef","id":"x"}}""", "/context/statement/id")]
    [InlineData("context", """{"statement":{"objectType":"StatementRef","id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","x":1}}""", "/context/statement/x")]
    [InlineData("context", """{"contextActivities":[]}""", "/context/contextActivities")]
    [InlineData("context", """{"contextActivities":{"Parent":[]}}""", "/context/contextActivities/Parent")]
    [InlineData("context", """{"contextActivities":{"consequences":{"id":"urn:a"}}}""", "/context/contextActivities/consequences")]
    [InlineData("context", """{"contextActivities":{"parent":"urn:a"}}""", "/context/contextActivities/parent")]
    [InlineData("context", """{"contextActivities":{"parent":[{"id":"urn:a"},{}]}}""", "/context/contextActivities/parent/1")]
    [InlineData("context", """{"contextActivities":{"other":[{"id":"a"}]}}""", "/context/contextActivities/other/0/id")]
    [InlineData("context", """{"contextActivities":{"other":{"objectType":"Agent","id":"urn:a"}}}""", "/context/contextActivities/other/objectType")]
    [InlineData("context", """{"contextActivities":{"other":[[{"id":"urn:a"}]]}}""", "/context/contextActivities/other/0")]
    [InlineData("context", """{"extensions":{"example.com/x":1}}""", "/context/extensions/example.com~1x")]
    [InlineData("context", """{"extensions":null}""", "/context/extensions")]
    [InlineData("context", """{"Registration":"ec531277-b57b-4c15-8d91-d292c5b2b8f7"}""", "/context/Registration")]
    // timestamp
    [InlineData("timestamp", "null", "/timestamp")]
    [InlineData("timestamp", "1", "/timestamp")]
    [InlineData("timestamp", "\"should fail\"", "/timestamp")]
    [InlineData("timestamp", "\"01/011/2015\"", "/timestamp")]
    [InlineData("timestamp", "\"2015-11-18\"", "/timestamp")]
    [InlineData("timestamp", "\"2008-09-15T15:53:00.601-00\"", "/timestamp")]
    [InlineData("timestamp", "\"2008-09-15T15:53:00.601-0000\"", "/timestamp")]
    [InlineData("timestamp", "\"2008-09-15T15:53:00.601-00:00\"", "/timestamp")]
    [InlineData("timestamp", "\"2015-02-29T12:00:00Z\"", "/timestamp")]
    // attachments
    [InlineData("attachments", "{}", "/attachments")]
    [InlineData("attachments", "null", "/attachments")]
    [InlineData("attachments", "[1]", "/attachments/0")]
    [InlineData("attachments", "[{}]", "/attachments/0")]
    [InlineData("attachments", """[{"display":{},"contentType":"text/plain","length":0,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"}]""", "/attachments/0")]
    [InlineData("attachments", """[{"usageType":"urn:u","contentType":"text/plain","length":0,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"}]""", "/attachments/0")]
    [InlineData("attachments", """[{"usageType":"urn:u","display":{},"length":0,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"}]""", "/attachments/0")]
    [InlineData("attachments", """[{"usageType":"urn:u","display":{},"contentType":"text/plain","sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"}]""", "/attachments/0")]
    [InlineData("attachments", """[{"usageType":"urn:u","display":{},"contentType":"text/plain","length":0}]""", "/attachments/0")]
    [InlineData("attachments", """[{"usageType":"u"}]""", "/attachments/0/usageType")]
    [InlineData("attachments", """[{"display":"x"}]""", "/attachments/0/display")]
    [InlineData("attachments", """[{"description":{"en":1}}]""", "/attachments/0/description/en")]
    [InlineData("attachments", """[{"contentType":"plain"}]""", "/attachments/0/contentType")]
    [InlineData("attachments", """[{"contentType":"text/plain\r\nX: y"}]""", "/attachments/0/contentType")]
    [InlineData("attachments", """[{"length":"27"}]""", "/attachments/0/length")]
    [InlineData("attachments", """[{"length":-1}]""", "/attachments/0/length")]
    [InlineData("attachments", """[{"length":1.5}]""", "/attachments/0/length")]
    [InlineData("attachments", """[{"length":99999999999999999999}]""", "/attachments/0/length")]
    [InlineData("attachments", """[{"sha2":12345}]""", "/attachments/0/sha2")]
    [InlineData("attachments", """[{"sha2":"495395e777"}]""", "/attachments/0/sha2")]
    [InlineData("attachments", """[{"fileUrl":"file"}]""", "/attachments/0/fileUrl")]
    [InlineData("attachments", """[{"name":"x"}]""", "/attachments/0/name")]
    public void A_member_of_statements_and_SubStatements_is_refused_in_both(string member, string json, string pointer)
    {
        foreach (var version in Sample.Both)
        {
            Refused(Sample.Statement(member, json), version, pointer);
            Refused(Sample.SubStatement(member, json), version, "/object" + pointer);
        }
    }

    [Theory]
    [InlineData("""{"contextAgents":{}}""", "/context/contextAgents")]
    [InlineData("""{"contextAgents":[1]}""", "/context/contextAgents/0")]
    [InlineData("""{"contextAgents":[{"agent":{"mbox":"mailto:p@example.com"}}]}""", "/context/contextAgents/0")]
    [InlineData("""{"contextAgents":[{"objectType":"contextAgent"}]}""", "/context/contextAgents/0")]
    [InlineData("""{"contextAgents":[{"objectType":"ContextAgent","agent":{"mbox":"mailto:p@example.com"}}]}""", "/context/contextAgents/0/objectType")]
    [InlineData("""{"contextAgents":[{"objectType":"contextAgent","agent":{"key":"x"}}]}""", "/context/contextAgents/0/agent/key")]
    [InlineData("""{"contextAgents":[{"objectType":"contextAgent","agent":{"objectType":"Group","mbox":"mailto:p@example.com"}}]}""", "/context/contextAgents/0/agent/objectType")]
    [InlineData("""{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:p@example.com"},"relevantTypes":[]}]}""", "/context/contextAgents/0/relevantTypes")]
    [InlineData("""{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:p@example.com"},"relevantTypes":"urn:a"}]}""", "/context/contextAgents/0/relevantTypes")]
    [InlineData("""{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:p@example.com"},"relevantTypes":["urn:a","abc"]}]}""", "/context/contextAgents/0/relevantTypes/1")]
    [InlineData("""{"contextAgents":[{"objectType":"contextAgent","group":{}}]}""", "/context/contextAgents/0/group")]
    [InlineData("""{"contextGroups":[{"objectType":"contextGroup"}]}""", "/context/contextGroups/0")]
    [InlineData("""{"contextGroups":[{"objectType":"contextAgent","group":{"objectType":"Group","mbox":"mailto:g@example.com"}}]}""", "/context/contextGroups/0/objectType")]
    [InlineData("""{"contextGroups":[{"objectType":"contextGroup","group":{"mbox":"mailto:g@example.com"}}]}""", "/context/contextGroups/0/group")]
    [InlineData("""{"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group"}}]}""", "/context/contextGroups/0/group")]
    [InlineData("""{"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","mbox":"mailto:g@example.com"},"member":[]}]}""", "/context/contextGroups/0/member")]
    [InlineData("""{"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","mbox":"mailto:g@example.com"},"relevantTypes":[null]}]}""", "/context/contextGroups/0/relevantTypes/0")]
    public void ContextAgents_and_contextGroups_are_as_strict_as_the_rest(string json, string pointer)
    {
        Refused(Sample.Statement("context", json), XapiVersion.V2, pointer);
        Refused(Sample.SubStatement("context", json), XapiVersion.V2, "/object" + pointer);
    }

    [Theory]
    [InlineData("actor")]
    [InlineData("verb")]
    [InlineData("object")]
    public void Actor_verb_and_object_are_required(string member)
    {
        foreach (var version in Sample.Both)
        {
            var error = Sample.Read(Sample.Without(member), version);
            Assert.Equal("", error?.Pointer);
            Assert.Contains($"\"{member}\"", error!.Message, StringComparison.Ordinal);
            Assert.Equal("/object", Sample.Read(Sample.Statement("object", """{"objectType":"SubStatement",""" + Sample.Without(member)[1..]), version)?.Pointer);
        }
    }

    [Theory]
    [InlineData("revision")]
    [InlineData("platform")]
    public void Revision_and_platform_need_an_activity_as_object_wherever_they_stand(string member)
    {
        foreach (var theObject in new[] { Sample.Ref, """{"objectType":"Agent","mbox":"mailto:b@example.com"}""", Sample.SubStatement() })
        {
            var json = $$"""{"context":{"{{member}}":"1"},"actor":{{Sample.Actor}},"verb":{{Sample.Verb}},"object":{{theObject}}}""";
            Assert.NotNull(Sample.Read(json));
        }

        Refused($$"""{"context":{"{{member}}":"1"},"actor":{{Sample.Actor}},"verb":{{Sample.Verb}},"object":{{Sample.Ref}}}""", XapiVersion.V1, "/context/" + member);
        Refused(Sample.Statement("object", $$"""{"objectType":"SubStatement","context":{"{{member}}":"1"},"actor":{{Sample.Actor}},"verb":{{Sample.Verb}},"object":{{Sample.Ref}}}"""), XapiVersion.V1, "/object/context/" + member);
    }

    [Theory]
    [InlineData(Sample.Activity)]
    [InlineData("""{"objectType":"Agent","mbox":"mailto:b@example.com"}""")]
    public void A_voiding_statement_needs_a_StatementRef(string theObject) =>
        Refused($$"""{"actor":{{Sample.Actor}},"verb":{{Sample.VoidVerb}},"object":{{theObject}}}""", XapiVersion.V1, "/object");

    [Fact]
    public void SubStatements_do_not_nest()
    {
        Refused(Sample.SubStatement("object", """{"objectType":"SubStatement",""" + Sample.Statement()[1..]), XapiVersion.V2, "/object/object/objectType");
        Refused(Sample.SubStatement("object", Sample.Statement()[..^1] + ""","objectType":"SubStatement"}"""), XapiVersion.V2, "/object/object/actor");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("1")]
    public void One_statement_is_one_object(string json) => Refused(json, XapiVersion.V2, "");

    [Fact]
    public void Errors_say_what_was_expected_and_found_and_cite_the_requirement()
    {
        var statement = Sample.Statement("actor", """{"mbox":"ada@example.com"}""");
        Assert.Equal(
            new XapiError("/actor/mbox", "expected a mailto IRI such as mailto:ada@example.com, found \"ada@example.com\"", "xAPI 1.0.3 Data 2.4.2.3"),
            Sample.Read(statement, XapiVersion.V1));
        Assert.Equal("xAPI 2.0 4.2.2.1", Sample.Read(statement, XapiVersion.V2)?.Requirement);
        Assert.Equal("expected \"actor\", written exactly so, found \"Actor\"", Sample.Read(Sample.Statement("Actor", "{}"))?.Message);
    }

    [Fact]
    public void Messages_quote_little_and_no_control_characters()
    {
        var error = Sample.Read(Sample.Statement("id", "\"" + new string('x', 5000) + "\""))!;
        Assert.InRange(error.Message.Length, 60, 150);
        Assert.DoesNotContain('\n', Sample.Read(Sample.Statement("id", "\"a\\nb\""))!.Message);
        Assert.InRange(Sample.Read(Sample.Statement(new string('y', 5000), "1"))!.Pointer.Length, 50, 70);
    }

    private static void Refused(string json, XapiVersion version, string pointer)
    {
        var error = Sample.Read(json, version, out var statement);
        Assert.Null(statement);
        Assert.NotNull(error);
        Assert.Equal(pointer, error.Pointer);
        Assert.StartsWith("expected ", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(version == XapiVersion.V1 ? "xAPI 1.0.3 " : "xAPI 2.0 ", error.Requirement, StringComparison.Ordinal);
    }
}
