using System.Buffers;
using System.Text;
using System.Text.Json;
using PartnerLrs.Xapi.Tests.Statements;

namespace PartnerLrs.Xapi.Tests.Formats;

public sealed class StatementFormatterTests
{
    private const string Whole = """
        {"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","authority":{"objectType":"Agent","name":"LMS","account":{"homePage":"http://lrs.example","name":"key"}},
        "actor":{"objectType":"Group","name":"Team","mbox":"mailto:team@example.com","member":[{"name":"Ada","mbox":"mailto:ada@example.com"}]},
        "verb":{"id":"http://example.com/verbs/did","display":{"en-US":"did","de":"tat"}},
        "object":{"objectType":"Activity","id":"http://example.com/a","definition":{"name":{"en-US":"Thing","de":"Ding"},"extensions":{"http://example.com/x":{"name":{"en":1,"de":2}}},
          "interactionType":"choice","choices":[{"id":"1","description":{"en-US":"One","de":"Eins"}}]}},
        "result":{"score":{"raw":1.500},"extensions":{"http://example.com/y":{"display":{"en":1,"de":2}}}},
        "context":{"instructor":{"name":"Eve","openid":"http://eve.example.com"},
          "team":{"objectType":"Group","name":"Nobody in particular","member":[{"objectType":"Agent","name":"Bob","account":{"homePage":"http://x.example","name":"bob"}}]},
          "contextActivities":{"parent":[{"id":"http://example.com/p","definition":{"name":{"fr":"Parent"}}}],"grouping":{"id":"http://example.com/g","definition":{}}},
          "contextAgents":[{"objectType":"contextAgent","agent":{"name":"Kim","mbox":"mailto:kim@example.com"},"relevantTypes":["http://example.com/t"]}],
          "contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","name":"G","member":[{"name":"Lee","mbox":"mailto:lee@example.com"}]}}]},
        "attachments":[{"usageType":"http://example.com/u","display":{"en":"a","de":"b"},"contentType":"text/plain","length":1,"sha2":"00","fileUrl":"http://example.com/f"}]}
        """;

    [Fact]
    public void Ids_keep_what_identifies_and_nothing_else_of_agents_verbs_and_activities() => Same(
        """
        {"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","authority":{"objectType":"Agent","account":{"homePage":"http://lrs.example","name":"key"}},
        "actor":{"objectType":"Group","mbox":"mailto:team@example.com"},
        "verb":{"id":"http://example.com/verbs/did"},
        "object":{"id":"http://example.com/a"},
        "result":{"score":{"raw":1.500},"extensions":{"http://example.com/y":{"display":{"en":1,"de":2}}}},
        "context":{"instructor":{"openid":"http://eve.example.com"},
          "team":{"objectType":"Group","member":[{"objectType":"Agent","account":{"homePage":"http://x.example","name":"bob"}}]},
          "contextActivities":{"parent":[{"id":"http://example.com/p"}],"grouping":{"id":"http://example.com/g"}},
          "contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:kim@example.com"},"relevantTypes":["http://example.com/t"]}],
          "contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","member":[{"mbox":"mailto:lee@example.com"}]}}]},
        "attachments":[{"usageType":"http://example.com/u","display":{"en":"a","de":"b"},"contentType":"text/plain","length":1,"sha2":"00","fileUrl":"http://example.com/f"}]}
        """,
        Ids(Whole));

    [Fact]
    public void Canonical_gives_one_language_in_each_map_of_verbs_and_activities_and_leaves_the_rest() => Same(
        Whole.Replace("{\"en-US\":\"did\",\"de\":\"tat\"}", "{\"de\":\"tat\"}", StringComparison.Ordinal)
            .Replace("{\"en-US\":\"Thing\",\"de\":\"Ding\"}", "{\"de\":\"Ding\"}", StringComparison.Ordinal)
            .Replace("{\"en-US\":\"One\",\"de\":\"Eins\"}", "{\"de\":\"Eins\"}", StringComparison.Ordinal),
        Canonical(Whole, "de-DE;q=0.1, de", _ => default));

    [Fact]
    public void Canonical_puts_what_is_held_of_an_activity_in_the_place_of_what_was_sent()
    {
        var held = Sample.Utf8("""{"type":"http://example.com/course","name":{"en":"Course","fr":"Cours"}}""");
        var sent = Sample.Statement("object", """{"definition":{"name":{"en":"Old"}},"id":"http://example.com/a"}""");
        Same(Sample.Statement("object", """{"id":"http://example.com/a","definition":{"type":"http://example.com/course","name":{"fr":"Cours"}}}"""), Canonical(sent, "fr", id => id == "http://example.com/a" ? held : default));
        var bare = Sample.Statement("object", """{"id":"http://example.com/a"}""");
        Same(Sample.Statement("object", """{"id":"http://example.com/a","definition":{"type":"http://example.com/course","name":{"en":"Course"}}}"""), Canonical(bare, null, _ => held));
    }

    [Fact]
    public void Substatements_are_formatted_like_statements()
    {
        var sub = Sample.SubStatement("object", """{"objectType":"Agent","name":"Ada","mbox":"mailto:ada@example.com"}""").Replace(Sample.Verb, """{"id":"http://example.com/verbs/did","display":{"en":"did","de":"tat"}}""", StringComparison.Ordinal);
        Assert.DoesNotContain("name", Ids(sub), StringComparison.Ordinal);
        Assert.DoesNotContain("display", Ids(sub), StringComparison.Ordinal);
        Assert.DoesNotContain("\"tat\"", Canonical(sub, "en", _ => default), StringComparison.Ordinal);
        Assert.Contains("Ada", Canonical(sub, "en", _ => default), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_and_escaped_names_pass_as_they_are()
    {
        var reference = Sample.Statement("object", Sample.Ref);
        Same(reference, Ids(reference));
        Same(reference, Canonical(reference, "de", _ => default));
        var escaped = Sample.Statement("verb", """{"id":"http://example.com/verbs/did","d\u0069splay":{"\u0064e":"tat","en":"did"}}""");
        Assert.DoesNotContain("splay", Ids(escaped), StringComparison.Ordinal);
        Assert.Contains("tat", Canonical(escaped, "de", _ => default), StringComparison.Ordinal);
        Assert.DoesNotContain("did\"}", Canonical(escaped, "de", _ => default), StringComparison.Ordinal);
    }

    [Fact]
    public void Collects_the_activities_that_canonical_asks_for()
    {
        var asked = new HashSet<string>();
        Canonical(Whole, null, id =>
        {
            asked.Add(id);
            return default;
        });
        var collected = new HashSet<string>();
        StatementFormatter.CollectActivities(Sample.Utf8(Whole), collected);
        Assert.Equal(["http://example.com/a", "http://example.com/g", "http://example.com/p"], collected.Order());
        Assert.Equal(asked, collected);
    }

    [Theory]
    [InlineData(null, "en-US")]
    [InlineData("", "en-US")]
    [InlineData("de", "de")]
    [InlineData("DE", "de")]
    [InlineData("en", "en-US")]
    [InlineData("en-GB", "en-GB")]
    [InlineData("en-GB;q=0.4, de;q=0.5", "de")]
    [InlineData("en-GB, de", "en-GB")]
    [InlineData("de, en-GB", "de")]
    [InlineData("*;q=0.1, en-GB;q=0", "en-US")]
    [InlineData("en-US;q=0, *;q=0.5", "en-GB")]
    [InlineData("en;q=0.1, en-GB;q=0.9", "en-GB")]
    [InlineData("fr", "en-US")]
    [InlineData("e", "en-US")]
    [InlineData("d", "en-US")]
    [InlineData("de;q=zero, en-GB;q=2, ;;;, \u0000, en-GB;q=0.001", "en-GB")]
    public void A_language_is_chosen_as_the_header_says(string? header, string expected)
    {
        var statement = Sample.Statement("verb", """{"id":"http://example.com/verbs/did","display":{"en-US":"1","en-GB":"2","de":"3"}}""");
        using var document = JsonDocument.Parse(Canonical(statement, header, _ => default));
        Assert.Equal(expected, document.RootElement.GetProperty("verb").GetProperty("display").EnumerateObject().Single().Name);
    }

    [Fact]
    public void An_empty_map_stays_empty()
    {
        var statement = Sample.Statement("verb", """{"id":"http://example.com/verbs/did","display":{}}""");
        Same(statement, Canonical(statement, "de", _ => default));
    }

    private static string Ids(string statement)
    {
        var output = new ArrayBufferWriter<byte>();
        StatementFormatter.WriteIds(Sample.Utf8(statement), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Canonical(string statement, string? languages, ActivityDefinitions definitions)
    {
        var output = new ArrayBufferWriter<byte>();
        StatementFormatter.WriteCanonical(Sample.Utf8(statement), definitions, LanguagePreference.Parse(languages), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Same(string expected, string actual)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), actual);
        Assert.Contains(expected.Contains("1.500", StringComparison.Ordinal) ? "1.500" : "id", actual, StringComparison.Ordinal);
    }
}
