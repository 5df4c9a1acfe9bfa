using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>Which statements are the same: they may be sent again under one id; others may not.</summary>
internal static class Equality
{
    private const string First = """{"mbox":"mailto:a@example.com"}""";
    private const string Second = """{"openid":"http://b.example.com/"}""";

    [Requirement("Data 2.3.1", "4.1.6.1", "The same statement may be sent again.", Should = true)]
    public static Task The_same_is_the_same(Lrs lrs) => SameAsync(lrs, [], []);

    [Requirement("Data 2.3.1", "4.1.6.1", "A statement may be sent again as the LRS returned it.", Should = true)]
    public static async Task What_is_returned_is_the_same(Lrs lrs)
    {
        var statement = Sample.Statement();
        await lrs.StoreAsync(statement);
        var returned = (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(200).Json;
        (await lrs.PutAsync(Sample.IdOf(statement), returned)).Is(204);
    }

    [Requirement("Data 2.3.1", "4.1.6.1", "The order of properties and the white space between them make no difference.", Should = true)]
    public static async Task Layout_makes_no_difference(Lrs lrs)
    {
        var statement = Sample.Statement(("result", """{"success":true,"completion":false}"""));
        await lrs.StoreAsync(statement);
        var reversed = new JsonObject(statement.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        reversed["result"] = JsonNode.Parse("""{"completion":false,"success":true}""");
        (await lrs.SendAsync(HttpMethod.Post, "statements", reversed.ToJsonString(new() { WriteIndented = true }))).Is(200);
    }

    [Requirement("Data 2.3.1", "4.1.6.1", "The order of a group's members makes no difference.", Should = true)]
    public static Task Members_are_a_set(Lrs lrs) => SameAsync(lrs, [("actor", Members(First, Second))], [("actor", Members(Second, First))]);

    [Requirement("Data 2.3.1", "4.1.6.1", "The order of context activities makes no difference.", Should = true)]
    public static Task Context_activities_are_a_set(Lrs lrs) => SameAsync(
        lrs,
        [("context", """{"contextActivities":{"grouping":[{"id":"http://example.com/a"},{"id":"http://example.com/b"}]}}""")],
        [("context", """{"contextActivities":{"grouping":[{"id":"http://example.com/b"},{"id":"http://example.com/a"}]}}""")]);

    [Requirement("Data 2.3.1", "4.1.6.1", "The same instant written differently makes no difference.", Should = true)]
    public static Task Instants_are_compared(Lrs lrs) => SameAsync(lrs, [("timestamp", "\"2015-11-18T12:17:00Z\"")], [("timestamp", "\"2015-11-18T14:17:00.000+02:00\"")]);

    [Requirement("Data 2.3.1", "4.1.6.1", "The same number written differently makes no difference.", Should = true)]
    public static Task Numbers_are_compared(Lrs lrs) => SameAsync(lrs, [("result", """{"score":{"raw":10,"scaled":0.5}}""")], [("result", """{"score":{"raw":1.0e1,"scaled":5E-1}}""")]);

    [Requirement("Data 4.6", "4.2.7", "Durations that differ by less than 0.01 seconds are the same.", Should = true)]
    public static Task Durations_are_compared_to_a_hundredth(Lrs lrs) => SameAsync(lrs, [("result", """{"duration":"PT1.231S"}""")], [("result", """{"duration":"PT1.239S"}""")]);

    [Requirement("Data 2.3.1", "4.1.6.1", "Definitions of activities and displays of verbs make no difference.", Should = true)]
    public static async Task Definitions_and_displays_make_no_difference(Lrs lrs)
    {
        await SameAsync(lrs, [("verb", Sample.Verb("http://example.com/v"))], [("verb", """{"id":"http://example.com/v","display":{"en":"did"}}""")]);
        await SameAsync(lrs, [("object", Sample.Activity("http://example.com/a"))], [("object", """{"id":"http://example.com/a","definition":{"name":{"en":"a"}}}""")]);
    }

    [Requirement("Data 2.3.1", "4.1.6.1", "What the LRS assigns makes no difference.", Should = true)]
    public static Task What_is_assigned_makes_no_difference(Lrs lrs) => SameAsync(
        lrs,
        [("stored", "\"2001-01-01T00:00:00Z\""), ("authority", First)],
        [("stored", "\"2002-01-01T00:00:00Z\""), ("authority", Second)]);

    [Requirement("Data 2.3.1", "4.1.6.1", "Another actor, verb or object is another statement, however alike it looks.", Should = true)]
    public static async Task Another_part_is_another_statement(Lrs lrs)
    {
        await DifferentAsync(lrs, "actor", """{"mbox":"mailto:a@example.com"}""", """{"openid":"mailto:a@example.com"}""");
        await DifferentAsync(lrs, "actor", """{"account":{"homePage":"http://example.com/","name":"ada"}}""", """{"account":{"homePage":"http://example.com/","name":"Ada"}}""");
        await DifferentAsync(lrs, "actor", Members(First, Second), Members(First, First));
        await DifferentAsync(lrs, "verb", Sample.Verb("http://example.com/v"), Sample.Verb("http://example.com/V"));
        await DifferentAsync(lrs, "object", Sample.Activity("http://example.com/a"), Sample.Activity("http://example.com/a/"));
    }

    [Requirement("Data 2.3.1", "4.1.6.1", "Another result or context is another statement, however alike it looks.", Should = true)]
    public static async Task Another_result_is_another_statement(Lrs lrs)
    {
        await DifferentAsync(lrs, "result", """{"success":true}""", """{"completion":true}""");
        await DifferentAsync(lrs, "result", """{"score":{"raw":0.1}}""", """{"score":{"raw":0.11}}""");
        await DifferentAsync(lrs, "result", """{"response":"a"}""", """{"response":"a "}""");
        await DifferentAsync(lrs, "result", """{"duration":"PT1.23S"}""", """{"duration":"PT1.24S"}""");
        await DifferentAsync(lrs, "context", """{"contextActivities":{"parent":[{"id":"http://example.com/a"}]}}""", """{"contextActivities":{"grouping":[{"id":"http://example.com/a"}]}}""");
        await DifferentAsync(lrs, "timestamp", "\"2015-11-18T12:17:00Z\"", "\"2015-11-18T12:17:01Z\"");
    }

    [Requirement("Data 2.3.1", "4.1.6.1", "Extensions differ by type and by order.", Should = true)]
    public static async Task Extensions_are_compared_as_json(Lrs lrs)
    {
        static string Extension(string value) => $$$$"""{"extensions":{"http://example.com/x":{{{{value}}}}}}""";
        await DifferentAsync(lrs, "result", Extension("1"), Extension("\"1\""));
        await DifferentAsync(lrs, "result", Extension("[1,2]"), Extension("[2,1]"));
        await DifferentAsync(lrs, "result", Extension("null"), Extension("false"));
        await DifferentAsync(lrs, "result", Extension("{}"), Extension("[]"));
    }

    private static string Members(string first, string second) => $$"""{"objectType":"Group","member":[{{first}},{{second}}]}""";

    private static async Task SameAsync(Lrs lrs, (string Name, string? Json)[] first, (string Name, string? Json)[] second)
    {
        var statement = Sample.Statement(first);
        await lrs.StoreAsync(statement);
        var again = Changed(statement, second);
        (await lrs.PutAsync(Sample.IdOf(statement), again)).Is(204);
        (await lrs.PostAsync(again)).Is(200);
    }

    private static async Task DifferentAsync(Lrs lrs, string name, string first, string other)
    {
        var statement = Sample.Statement((name, first));
        await lrs.StoreAsync(statement);
        var reply = await lrs.PutAsync(Sample.IdOf(statement), Changed(statement, [(name, other)]));
        Check.That(reply.Status == 409, $"After {name} {first} came {other} and was answered with {reply.Status}, expected 409.");
    }

    private static JsonObject Changed(JsonObject statement, (string Name, string? Json)[] members)
    {
        var changed = statement.DeepClone().AsObject();
        foreach (var (name, json) in members)
            changed[name] = JsonNode.Parse(json!);
        return changed;
    }
}
