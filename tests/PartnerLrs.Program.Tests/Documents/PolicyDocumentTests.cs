using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Program.Documents;

namespace PartnerLrs.Program.Tests.Documents;

public sealed class PolicyDocumentTests
{
    private static readonly string Folder = AppContext.BaseDirectory;

    private static byte[] Demo => File.ReadAllBytes(Path.Combine(Folder, "Demo", "atlas-program.json"));

    public static TheoryData<string> Broken => [.. Directory.EnumerateFiles(Path.Combine(Folder, "Broken"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Fact]
    public void The_demo_programme_is_good()
    {
        var reading = PolicyDocument.Read(Demo);
        Assert.Empty(reading.Errors);
        var policy = reading.Policy!;
        Assert.Equal("atlas", policy.Program);
        Assert.Equal(["registered", "silver", "gold", "platinum"], policy.Tiers.Select(tier => tier.Id));
        var engineer = policy.FindCertification("SE-300-CORE")!;
        Assert.Equal(["SE-300-CORE", "SE-300-CORE-EXAM"], engineer.Requires.Courses());
        Assert.Equal(420, engineer.Requires.Courses().Sum(id => policy.FindCourse(id)!.Minutes));
        Assert.Equal("P12M", engineer.Validity.ToString());
        Assert.Equal(0.8, policy.FindCourse("SE-300-CORE-EXAM")!.Completion.MinimumScaledScore);
        var registration = policy.FindGatedBenefit("deal-registration")!;
        Assert.Equal("silver", registration.Tier);
        Assert.Equal((50000m, "USD", GateMode.Enforce), (registration.Gate!.Limits[0].Amount, registration.Gate.Limits[0].Currency, registration.Gate.Mode));
        Assert.Equal("SE-300-CORE or SE-300-INSIGHT ≥ 1", policy.Tiers[1].Requires[2].Label);
        Assert.Equal("won ≥ 250000 USD in P12M, or approved registrations ≥ 6 in P12M", policy.Tiers[2].Requires[^1].Label);
        Assert.Equal("win rate ≥ 25 % of 20 or more in P12M", policy.Tiers[3].Requires[^1].Label);
        Assert.Equal(["atlas-6", "atlas-7"], policy.ReleasesOf(engineer).Select(release => release.Id));
        Assert.Equal(["SE-300-CORE-D7"], engineer.ReleasePolicy!.Deltas[0].Requires.Courses());
        Assert.Empty(PolicyDocument.Judge(Demo, new DateTime(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc)).Advice);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_document_is_refused_with_every_error_in_its_place(string name)
    {
        var reading = PolicyDocument.Read(File.ReadAllBytes(Path.Combine(Folder, "Broken", $"{name}.json")));
        Assert.Null(reading.Policy);
        Assert.Equal(Expected(name), reading.Errors.Select(error => $"{error.Code} {(error.Pointer!.Length == 0 ? "\"\"" : error.Pointer)}").Order(StringComparer.Ordinal));
        Assert.All(reading.Errors, error => Assert.EndsWith(".", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_expectation_has_its_document() =>
        Assert.All(Lines().Where(line => !line.StartsWith(' ')), name => Assert.True(File.Exists(Path.Combine(Folder, "Broken", $"{name}.json")), name));

    [Theory]
    [InlineData("trailing-comma", "line 4, column 1")]
    [InlineData("duplicate-property", "\"id\" occurs twice in one object, the second time at line 4, column 39")]
    [InlineData("wrong-types", "Expected a whole number written without fraction or exponent, found \"30\".")]
    [InlineData("unknown-properties", "The property \"releases\" is not known here; expected one of \"program\", \"name\", \"products\", \"courses\", \"certifications\", \"tiers\", \"benefits\", \"tierPolicy\", \"paths\", \"evidence\", \"affiliations\".")]
    [InlineData("missing-properties", "The property \"minutes\" is required and missing.")]
    [InlineData("empty-lists", "Expected at least 1 item, found no items.")]
    [InlineData("rule-of-no-shape", "Expected a course id or one of {\"all\": […]}, {\"any\": […]}, {\"atLeast\": n, \"of\": […]}, found an object.")]
    [InlineData("unknown-certification", "The certification \"c1\" is not defined; defined are \"C1\".")]
    [InlineData("out-of-range", "Expected a number of at most 1, found 80.")]
    [InlineData("unknown-mode", "Expected one of \"enforce\", \"warn\", \"shadow\", found \"strict\".")]
    [InlineData("misshapen-periods", "Expected an ISO 8601 duration of years, months, weeks or days such as P12M or P90D, found \"12 months\".")]
    public void A_message_says_what_was_expected_and_found(string name, string message) =>
        Assert.Contains(PolicyDocument.Read(File.ReadAllBytes(Path.Combine(Folder, "Broken", $"{name}.json"))).Errors, error => error.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Assert.Empty(PolicyDocument.Read(Encoding.UTF8.Preamble.ToArray().Concat(Demo).ToArray()).Errors);

    [Fact]
    public void A_policy_without_anything_is_good() =>
        Assert.Empty(PolicyDocument.Read("""{ "program": "p", "name": "P" }"""u8.ToArray()).Policy!.Courses);

    [Fact]
    public void Whatever_bytes_come_they_are_read_or_refused()
    {
        var random = new Random(20261124);
        var demo = Demo;
        var pieces = new[] { "{", "}", "[", "]", ",", ":", "\"", "null", "-1", "1e9", "\\ud800", "\"all\"", "\"id\"", "\0", "é" }.Select(Encoding.UTF8.GetBytes).ToArray();
        for (var round = 0; round < 1500; round++)
        {
            var bytes = demo.ToList();
            for (var edit = random.Next(1, 4); edit > 0; edit--)
            {
                var at = random.Next(bytes.Count);
                if (random.Next(3) == 0)
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                else if (random.Next(2) == 0)
                    bytes[at] = (byte)random.Next(256);
                else
                    bytes.InsertRange(at, pieces[random.Next(pieces.Length)]);
            }
            var reading = PolicyDocument.Read(bytes.ToArray());
            Assert.Equal(reading.Policy is null, reading.Errors.Count > 0);
        }
    }

    [Fact]
    public void Whatever_value_stands_anywhere_it_is_read_or_refused()
    {
        string[] values = ["null", "true", "0", "-1.5", "1e20", "\"\"", "\"x\"", "[]", "{}", "[[]]", "[null]", "{\"all\":[]}", "{\"atLeast\":1,\"of\":[\"SLS-200\"]}"];
        foreach (var pointer in Places(JsonNode.Parse(Demo)!).DistinctBy(place => System.Text.RegularExpressions.Regex.Replace(place, "[0-9]+", "0", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))))
        {
            foreach (var value in values)
            {
                var document = JsonNode.Parse(Demo)!;
                Replace(document, pointer.Split('/')[1..], JsonNode.Parse(value));
                var reading = PolicyDocument.Read(JsonSerializer.SerializeToUtf8Bytes(document));
                Assert.Equal(reading.Policy is null, reading.Errors.Count > 0);
                Assert.All(reading.Errors, error => Assert.DoesNotContain("something else", error.Message, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void A_rule_survives_json()
    {
        const string rule = """{"atLeast":2,"of":["A",{"all":["B",{"any":["C","D"]}]},"E"]}""";
        var read = JsonSerializer.Deserialize<CourseRule>(rule)!;
        Assert.Equal(["A", "B", "C", "D", "E"], read.Courses());
        Assert.Equal(rule, JsonSerializer.Serialize(read));
    }

    [Fact]
    public void Every_property_in_the_schema_is_described() =>
        Assert.All(Properties(JsonNode.Parse(PolicySchema.Utf8.Span)!), property =>
            Assert.True(property.Schema["description"]?.GetValue<string>().Length > 0, property.Name));

    private static IEnumerable<(string Name, JsonObject Schema)> Properties(JsonNode schema)
    {
        if (schema is JsonArray items)
            return items.SelectMany(item => Properties(item!));
        if (schema is not JsonObject node)
            return [];
        var own = node["properties"] is JsonObject properties ? properties.Select(pair => (pair.Key, pair.Value!.AsObject())) : [];
        return own.Concat(node.SelectMany(pair => pair.Value is null ? [] : Properties(pair.Value)));
    }

    private static IEnumerable<string> Places(JsonNode node, string pointer = "") => node switch
    {
        JsonObject owner => owner.SelectMany(pair => Places(pair.Value!, $"{pointer}/{pair.Key}").Prepend($"{pointer}/{pair.Key}")),
        JsonArray items => items.SelectMany((item, i) => Places(item!, $"{pointer}/{i}").Prepend($"{pointer}/{i}")),
        _ => [],
    };

    private static void Replace(JsonNode document, string[] steps, JsonNode? value)
    {
        var owner = steps[..^1].Aggregate(document, (node, step) => node is JsonArray items ? items[int.Parse(step)]! : node[step]!);
        if (owner is JsonArray array)
            array[int.Parse(steps[^1])] = value;
        else
            owner[steps[^1]] = value;
    }

    private static IEnumerable<string> Expected(string name) => Lines()
        .SkipWhile(line => line != name)
        .Skip(1)
        .TakeWhile(line => line.StartsWith(' '))
        .Select(line => line.Trim())
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Lines() =>
        File.ReadLines(Path.Combine(Folder, "Broken", "expected.txt")).Where(line => !line.StartsWith('#'));
}
