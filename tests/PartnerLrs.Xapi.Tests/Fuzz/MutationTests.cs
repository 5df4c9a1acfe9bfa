using System.Text;
using System.Text.Json;
using CsCheck;
using PartnerLrs.Xapi.Tests.Statements;

namespace PartnerLrs.Xapi.Tests.Fuzz;

public sealed class MutationTests
{
    private const string Attachment = """{"usageType":"http://example.com/u","display":{"en-US":"d"},"description":{"en":"x"},"contentType":"text/plain; charset=ascii","length":27,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a","fileUrl":"http://example.com/f"}""";

    private static readonly string[] Seeds =
    [
        $$"""
        {"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","actor":{"objectType":"Agent","name":"Ada \ud83d\ude00","account":{"homePage":"http://example.com/%20","name":"ada"} },
         "verb":{"id":"http://example.com/v","display":{"en-US":"did","zh-Hant-TW":"x"} },"stored":"2015-11-18T12:17:00.5Z","authority":{"mbox":"mailto:a@example.com"},"version":"1.0.0",
         "object":{"objectType":"Activity","id":"urn:a:1","definition":{"name":{"en":"n"},"type":"urn:t","interactionType":"choice","correctResponsesPattern":["a"],"choices":[{"id":"a"},{"id":"b","description":{"en":"B"} }] } },
         "result":{"score":{"scaled":0.5,"raw":5,"min":0,"max":10},"success":true,"completion":false,"response":"r","duration":"P1DT2H3M4.5S","extensions":{"urn:x":{"a":[1,null,true] } } },
         "context":{"registration":"ec531277-b57b-4c15-8d91-d292c5b2b8f7","platform":"p","language":"en","contextActivities":{"parent":{"id":"urn:p"},"other":[{"id":"urn:o"}] } },
         "timestamp":"2015-11-18T12:17:00+01:00","attachments":[{{Attachment}}] }
        """,
        $$"""
        {"actor":{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"},{"openid":"http://o.example/1"}] },"verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},
         "object":{{Sample.Ref}},"context":{"instructor":{"mbox":"mailto:i@example.com"},"team":{"objectType":"Group","mbox_sha1sum":"cd9b00a5611f94eaa7b1661edab976068e364975"},"statement":{{Sample.Ref}},
         "contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:p@example.com"},"relevantTypes":["urn:r"]}],
         "contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","mbox":"mailto:g@example.com"} }] } }
        """,
        $$"""
        {"actor":{{Sample.Actor}},"verb":{{Sample.Verb}},"authority":{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"},{"mbox":"mailto:b@example.com"}] },
         "object":{"objectType":"SubStatement","actor":{{Sample.Actor}},"verb":{{Sample.Verb}},"object":{"objectType":"Agent","mbox":"mailto:o@example.com"},"result":{"duration":"P4W"},
         "context":{"language":"i-klingon"},"timestamp":"20151118T121700Z","attachments":[{{Attachment}}] } }
        """,
        Sample.Statement(),
    ];

    private static readonly string[] Names =
    [
        "id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version", "attachments", "objectType", "name", "mbox", "mbox_sha1sum", "openid",
        "account", "member", "homePage", "display", "definition", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern", "choices", "scale",
        "source", "target", "steps", "score", "success", "completion", "response", "duration", "scaled", "raw", "min", "max", "registration", "instructor", "team", "contextActivities",
        "revision", "platform", "language", "statement", "contextAgents", "contextGroups", "agent", "group", "relevantTypes", "parent", "other", "usageType", "contentType", "length",
        "sha2", "fileUrl", "en", "urn:z", "\\u0069d", "Actor",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "1", "-1", "10", "1.5", "1e400", "27", "\"\"", "\"x\"", "{}", "[]", "[{}]", "\"urn:z\"", "\"en-US\"", "\"Agent\"", "\"Group\"", "\"Activity\"", "\"StatementRef\"", "\"SubStatement\"",
        "\"contextAgent\"", "\"contextGroup\"", "\"likert\"", "\"true-false\"", "\"matching\"", "\"P1Y\"", "\"PT1.5M1S\"", "\"mailto:z@example.com\"", "\"mailto:z@y@example.com\"", "\"2.0.0\"", "\"1.0.7\"", "\"image/png\"",
        "\"6690e6c9-3ef0-4ed3-8b37-7f3964730bee\"", "\"cd9b00a5611f94eaa7b1661edab976068e364975\"", "\"2015-11-18T12:17:00-00:00\"", "\"2015-11-18T12:17:00.123-05:00\"", "\"\\ud800\"", "\"\\u0000\"",
        "\"http://adlnet.gov/expapi/verbs/voided\"", Sample.Actor, Sample.Activity, Sample.Ref, "[" + Sample.Actor + "]", "{\"en\":\"x\"}", "[\"urn:z\"]", "[{\"id\":\"z\"}]", """{"homePage":"urn:h","name":"n"}""",
        """{"objectType":"Group","member":[{"mbox":"mailto:m@example.com"}]}""", """{"objectType":"Group","mbox":"mailto:m@example.com"}""", """{"score":{"raw":1,"max":0}}""", """{"platform":"x"}""", """{"extensions":{"urn:z":null}}""",
    ];

    private const string Telling = "{}[]\",:\\u dD8eE+-.0";

    private static readonly Gen<(int Seed, Change[] Changes)> Mutations = Gen.Select(
        Gen.Int[0, Seeds.Length - 1],
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 100_000], Gen.Int[0, 100_000], (kind, at, with) => new Change(kind, at, with)).Array[1, 3]);

    [Fact]
    public void The_seeds_are_valid()
    {
        foreach (var seed in Seeds)
        {
            Assert.Equal(ReferenceValidator.Accepts(Sample.Utf8(seed), XapiVersion.V2), Sample.Read(seed) is null);
            Assert.Equal(ReferenceValidator.Accepts(Sample.Utf8(seed), XapiVersion.V1), Sample.Read(seed, XapiVersion.V1) is null);
        }

        Assert.Null(Sample.Read(Seeds[0]));
        Assert.Null(Sample.Read(Seeds[1]));
        Assert.Null(Sample.Read(Seeds[2], XapiVersion.V1));
        Assert.Null(Sample.Read(Seeds[3]));
    }

    [Fact]
    public void Mutated_statements_never_throw_and_are_judged_as_the_plain_reference_judges_them() =>
        Mutations.Sample(
            mutation =>
            {
                var body = Mutate(Sample.Utf8(Seeds[mutation.Seed]), mutation.Changes);
                foreach (var version in Sample.Both)
                {
                    var error = StatementReader.ReadOne(body, version, out var statement);
                    if (error is null != statement is not null || ReferenceValidator.Accepts(body, version) != error is null)
                        return false;
                    var statements = new List<ParsedStatement>();
                    if (StatementReader.Read(body, version, statements, out var isBatch) is null != error is null && !isBatch)
                        return false;
                    if (statement is not null && !HoldsTogether(statement, body, version))
                        return false;
                }

                return true;
            },
            iter: 20_000,
            print: mutation => Encoding.UTF8.GetString(Mutate(Sample.Utf8(Seeds[mutation.Seed]), mutation.Changes)));

    [Fact]
    public void Arbitrary_bytes_never_throw() =>
        Gen.OneOf(Gen.Byte, Gen.Int[0, Telling.Length - 1].Select(index => (byte)Telling[index])).Array[0, 60].Sample(
            bytes =>
            {
                StatementReader.Read(bytes, XapiVersion.V1, [], out _);
                StatementReader.ReadOne(bytes, XapiVersion.V2, out _);
                AgentReader.Read(bytes, XapiVersion.V2, out _);
                Iri.IsAbsolute(bytes);
                LanguageTag.IsValid(bytes);
                IsoDuration.IsValid(bytes);
                MediaType.IsValid(bytes);
                var isUuid = UuidText.TryParse(bytes, out _);
                // RFC 3339 is a profile of ISO 8601.
                return (!XapiTimestamp.TryParse(bytes, XapiVersion.V2, out _) || XapiTimestamp.TryParse(bytes, XapiVersion.V1, out _)) && (!isUuid || bytes.Length == 36);
            },
            iter: 20_000);

    /// <summary>What is kept of an accepted statement is valid, is the same statement, and leads to the same keys.</summary>
    private static bool HoldsTogether(ParsedStatement statement, byte[] body, XapiVersion version)
    {
        var spliced = StatementSplicer.Splice(statement, Guid.Empty, """{"mbox":"mailto:lrs@example.com"}"""u8, version);
        spliced.Stamp(DateTime.UnixEpoch);
        return StatementReader.ReadOne(spliced.Body, version, out var again) is null
            && again!.Keys.SequenceEqual(statement.Keys)
            && again.Id == (statement.Id ?? Guid.Empty)
            && again.Replaced.Count == 2
            && StatementComparer.Same(spliced.Body, body);
    }

    private static byte[] Mutate(byte[] body, Change[] changes)
    {
        foreach (var change in changes)
            body = Mutate(body, change);
        return body;
    }

    private static byte[] Mutate(byte[] body, Change change)
    {
        if (body.Length == 0)
            return body;
        var at = change.At % body.Length;
        switch (change.Kind)
        {
            case 0:
                body = [.. body];
                body[at] = (byte)change.With;
                return body;
            case 1:
                return [.. body[..at], .. body[Math.Min(body.Length, at + 1 + (change.With % 3))..]];
            case 2:
                return [.. body[..at], "{}[]\",:\\0e "u8[change.With % 11], .. body[at..]];
            default:
                return MutateToken(body, change);
        }
    }

    /// <summary>Puts another name in a name's place, another value in a scalar's, or a whole member before a name.</summary>
    private static byte[] MutateToken(byte[] body, Change change)
    {
        var places = new List<(bool IsName, int Start, int End)>();
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName)
                    places.Add((true, (int)reader.TokenStartIndex, (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2));
                else if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null)
                    places.Add((false, (int)reader.TokenStartIndex, (int)reader.BytesConsumed));
            }
        }
        catch (JsonException)
        {
            // An earlier change broke the text; the places before the break will do.
        }

        if (places.Count == 0)
            return body;
        var (isName, start, end) = places[change.At % places.Count];
        var name = Names[change.With % Names.Length];
        var value = Values[change.With / Names.Length % Values.Length];
        var put = (isName, change.Kind) switch
        {
            (true, 3) => $"\"{name}\"",
            (true, _) => $"\"{name}\":{value},",
            _ => Values[change.With % Values.Length],
        };
        return [.. body[..start], .. Sample.Utf8(put), .. body[(isName && change.Kind != 3 ? start : end)..]];
    }

    private sealed record Change(int Kind, int At, int With);
}
