using System.Text;

namespace PartnerLrs.Xapi.Tests.Statements;

/// <summary>A small valid statement with one member put in or replaced.</summary>
internal static class Sample
{
    public const string Actor = """{"mbox":"mailto:ada@example.com"}""";
    public const string Verb = """{"id":"http://example.com/verbs/did"}""";
    public const string Activity = """{"id":"http://example.com/activities/1"}""";
    public const string Ref = """{"objectType":"StatementRef","id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee"}""";
    public const string VoidVerb = """{"id":"http://adlnet.gov/expapi/verbs/voided"}""";

    public static XapiVersion[] Both { get; } = [XapiVersion.V1, XapiVersion.V2];

    public static string Statement(string member = "", string json = "")
    {
        var members = new Dictionary<string, string> { ["actor"] = Actor, ["verb"] = Verb, ["object"] = Activity };
        if (member.Length > 0)
            members[member] = json;
        return Object(members);
    }

    public static string Without(string member) =>
        Object(new Dictionary<string, string> { ["actor"] = Actor, ["verb"] = Verb, ["object"] = Activity }.Where(pair => pair.Key != member));

    public static string SubStatement(string member = "", string json = "") =>
        Statement("object", """{"objectType":"SubStatement",""" + Statement(member, json)[1..]);

    public static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);

    public static XapiError? Read(string json, XapiVersion version, out ParsedStatement? statement) => StatementReader.ReadOne(Utf8(json), version, out statement);

    public static XapiError? Read(string json, XapiVersion version = XapiVersion.V2) => Read(json, version, out _);

    public static ParsedStatement Parsed(string json, XapiVersion version = XapiVersion.V2)
    {
        Assert.Null(Read(json, version, out var statement));
        return statement!;
    }

    private static string Object(IEnumerable<KeyValuePair<string, string>> members) => "{" + string.Join(",", members.Select(pair => $"\"{pair.Key}\":{pair.Value}")) + "}";
}
