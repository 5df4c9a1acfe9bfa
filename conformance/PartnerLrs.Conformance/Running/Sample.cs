using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PartnerLrs.Conformance.Running;

/// <summary>Statements that checks send. Agents, activities and ids are new each time, so the suite may run again on the same LRS.</summary>
internal static class Sample
{
    public const string VoidedVerb = "http://adlnet.gov/expapi/verbs/voided";

    /// <summary>A random UUID (RFC 4122 version 4).</summary>
    public static Guid Id()
    {
        var bytes = RandomNumberGenerator.GetBytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public static string Iri(string kind) => $"http://example.com/{kind}/{Id():N}";

    public static string Agent() => $$"""{"mbox":"mailto:{{Id():N}}@example.com"}""";

    public static string Activity(string? iri = null) => $$"""{"id":"{{iri ?? Iri("activities")}}"}""";

    public static string Verb(string iri) => $$"""{"id":"{{iri}}"}""";

    public static string Ref(Guid target) => $$"""{"objectType":"StatementRef","id":"{{target:D}}"}""";

    /// <summary>A valid statement with an id, and with members put in or replaced; a null takes one out.</summary>
    public static JsonObject Statement(params (string Name, string? Json)[] members) => Statement(Id(), members);

    /// <summary>A valid statement with a given id, and with members put in or replaced; a null takes one out.</summary>
    public static JsonObject Statement(Guid id, params (string Name, string? Json)[] members)
    {
        var statement = new JsonObject
        {
            ["id"] = id.ToString("D"),
            ["actor"] = JsonNode.Parse(Agent()),
            ["verb"] = JsonNode.Parse(Verb("http://example.com/verbs/did")),
            ["object"] = JsonNode.Parse(Activity()),
        };
        foreach (var (name, json) in members)
        {
            if (json is null)
                statement.Remove(name);
            else
                statement[name] = JsonNode.Parse(json);
        }

        return statement;
    }

    public static JsonObject Voiding(Guid target, Guid? id = null) => Statement(id ?? Id(), ("verb", Verb(VoidedVerb)), ("object", Ref(target)));

    public static Guid IdOf(JsonObject statement) => Guid.Parse((string)statement["id"]!);
}
