using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>The formats of statements, and what the LRS holds of activities.</summary>
internal static class Formats
{
    private const string Display = """{"en-US":"did","de":"tat","fr":"a fait"}""";

    [Requirement("Communication 2.1.3", "4.1.6.1", "The format ids leaves of agents, verbs and activities what identifies them.")]
    public static async Task Ids_identifies(Lrs lrs)
    {
        var statement = Described(Sample.Iri("activities"));
        statement["actor"] = JsonNode.Parse($$"""{"objectType":"Group","name":"Team","member":[{"name":"Ada","mbox":"mailto:ada@example.com"},{"account":{"homePage":"http://example.com","name":"bob"},"name":"Bob"}]}""");
        await lrs.StoreAsync(statement);
        var found = (await lrs.GetAsync(("statementId", (string)statement["id"]!), ("format", "ids"))).Is(200).Json;
        Same("""{"objectType":"Group","member":[{"mbox":"mailto:ada@example.com"},{"account":{"homePage":"http://example.com","name":"bob"}}]}""", found["actor"], "The anonymous group");
        Same($$"""{"id":"{{(string)statement["verb"]!["id"]!}}"}""", found["verb"], "The verb");
        Check.That(found["object"]!["definition"] is null && (string?)found["object"]!["id"] == (string?)statement["object"]!["id"], $"The activity is {found["object"]!.ToJsonString()}.");
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "The format exact is the default and gives back what was received.")]
    public static async Task Exact_is_what_was_received(Lrs lrs)
    {
        var statement = Described(Sample.Iri("activities"));
        await lrs.StoreAsync(statement);
        foreach (var query in new[] { new[] { ("statementId", (string)statement["id"]!) }, [("statementId", (string)statement["id"]!), ("format", "exact")] })
        {
            var found = (await lrs.GetAsync(query)).Is(200).Json;
            foreach (var name in new[] { "actor", "verb", "object" })
                Same(statement[name]!.ToJsonString(), found[name], $"The {name}");
        }
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "The format canonical gives one language in each map, the one that Accept-Language wants most.")]
    public static async Task Canonical_chooses_the_language(Lrs lrs)
    {
        var statement = Described(Sample.Iri("activities"));
        await lrs.StoreAsync(statement);
        foreach (var (header, expected) in new[] { ("de", "de"), ("fr;q=0.5, de;q=0.4", "fr"), ("en", "en-US"), ("DE-de;q=0.9, de;q=0.8", "de"), ("en-US;q=0, fr", "fr") })
        {
            var found = (await lrs.SendAsync(HttpMethod.Get, $"statements?statementId={(string)statement["id"]!}&format=canonical", change: request => request.Headers.TryAddWithoutValidation("Accept-Language", header))).Is(200).Json;
            Check.Same(expected, found["verb"]!["display"]!.AsObject().Single().Key, $"The verb's display for '{header}'");
            var definition = found["object"]!["definition"]!;
            Check.Same(expected, definition["name"]!.AsObject().Single().Key, $"The activity's name for '{header}'");
            Check.Same(expected, definition["choices"]![0]!["description"]!.AsObject().Single().Key, $"A choice's description for '{header}'");
        }

        Check.Same(1, (await lrs.GetAsync(("statementId", (string)statement["id"]!), ("format", "canonical"))).Is(200).Json["verb"]!["display"]!.AsObject().Count, "The number of languages without a preference");
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "An unknown format is refused.")]
    public static async Task An_unknown_format_is_refused(Lrs lrs) => (await lrs.GetAsync(("format", "short"))).Is(400);

    [Requirement("Data 2.4.6.2", "4.2.2.5", "Every value in contextActivities is returned as an array, also where a single activity was received.")]
    public static async Task Context_activities_are_arrays(Lrs lrs)
    {
        var statement = Sample.Statement(("context", $$$"""{"contextActivities":{"parent":{{{Sample.Activity()}}},"grouping":[{{{Sample.Activity()}}}]}}"""));
        await lrs.StoreAsync(statement);
        var found = (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(200).Json["context"]!["contextActivities"]!;
        Same("[" + statement["context"]!["contextActivities"]!["parent"]!.ToJsonString() + "]", found["parent"], "The parent");
        Check.That(found["grouping"] is JsonArray { Count: 1 }, $"The grouping is {found["grouping"]?.ToJsonString()}.");
    }

    [Requirement("Communication 2.5", "4.1.6.4", "An activity is answered with everything that statements say of it.")]
    public static async Task Activities_join(Lrs lrs)
    {
        var id = Sample.Iri("activities");
        await lrs.StoreAsync(Named(id, "en", "Course"), Named(id, "fr", "Cours"));
        var found = (await lrs.SendAsync(HttpMethod.Get, $"activities?activityId={Uri.EscapeDataString(id)}")).Is(200).Json;
        Check.Same("Activity", (string?)found["objectType"], "The objectType");
        Check.Same("Course Cours", $"{(string?)found["definition"]?["name"]?["en"]} {(string?)found["definition"]?["name"]?["fr"]}", "The names");
    }

    [Requirement("Communication 2.5", "4.1.6.4", "An activity that no statement defined is answered all the same.")]
    public static async Task Unknown_activities_are_answered(Lrs lrs)
    {
        var id = Sample.Iri("activities");
        var found = (await lrs.SendAsync(HttpMethod.Get, $"activities?activityId={Uri.EscapeDataString(id)}")).Is(200).Json;
        Check.Same($"Activity {id}", $"{(string?)found["objectType"]} {(string?)found["id"]}", "The activity");
        (await lrs.SendAsync(HttpMethod.Get, "activities")).Is(400);
    }

    private static JsonObject Named(string activity, string language, string name) =>
        Sample.Statement(("object", $$$$"""{"id":"{{{{activity}}}}","definition":{"name":{"{{{{language}}}}":"{{{{name}}}}"}}}"""));

    private static JsonObject Described(string activity)
    {
        var statement = Sample.Statement(("verb", $$"""{"id":"{{Sample.Iri("verbs")}}","display":{{Display}}}"""));
        statement["object"] = new JsonObject
        {
            ["objectType"] = "Activity",
            ["id"] = activity,
            ["definition"] = new JsonObject
            {
                ["name"] = JsonNode.Parse(Display),
                ["type"] = "http://example.com/types/choice",
                ["interactionType"] = "choice",
                ["choices"] = new JsonArray(new JsonObject { ["id"] = "1", ["description"] = JsonNode.Parse(Display) }),
                ["correctResponsesPattern"] = new JsonArray("1"),
            },
        };
        return statement;
    }

    private static void Same(string expected, JsonNode? found, string what) =>
        Check.That(JsonNode.DeepEquals(JsonNode.Parse(expected), found), $"{what}: expected {expected}, found {found?.ToJsonString()}.");
}
