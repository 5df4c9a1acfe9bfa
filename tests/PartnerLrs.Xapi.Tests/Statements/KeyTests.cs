namespace PartnerLrs.Xapi.Tests.Statements;

public sealed class KeyTests
{
    private static string Mbox(string name) => $$"""{"mbox":"mailto:{{name}}@example.com"}""";

    private static string Group(string name, params string[] members) =>
        $$"""{"objectType":"Group","mbox":"mailto:{{name}}@example.com","member":[{{string.Join(",", members.Select(Mbox))}}]}""";

    [Fact]
    public void A_plain_statement_has_the_keys_of_its_actor_verb_and_activity()
    {
        AssertKeys(Sample.Statement(), Agents("ada"), [Verb()], Activities("http://example.com/activities/1"));
    }

    [Fact]
    public void The_agent_filter_matches_actor_object_and_members_of_either()
    {
        // xAPI 1.0.3 Communication 2.1.3: groups with a matching member match.
        var json = $$"""{"actor":{{Group("team", "m1", "m2")}},"verb":{{Sample.Verb}},"object":{{Group("others", "m2", "m3")}} }""";
        string[] all = ["team", "m1", "m2", "others", "m3"];
        AssertKeys(json, Agents(all), [Verb()]);
    }

    [Fact]
    public void An_anonymous_group_has_the_keys_of_its_members_only()
    {
        var json = Sample.Statement("actor", $$"""{"member":[{{Mbox("m1")}}],"objectType":"Group"}""");
        AssertKeys(json, Agents("m1"), [Verb()], Activities("http://example.com/activities/1"));
        Assert.Null(Sample.Parsed(json).Actor);
    }

    [Fact]
    public void Agents_and_activities_of_the_context_are_related()
    {
        var json = Sample.Statement("context", $$"""
            {"instructor":{{Mbox("teacher")}},"team":{{Group("team", "m1")}},"registration":"EC531277-b57b-4c15-8d91-d292c5b2b8f7",
             "contextActivities":{"parent":{"id":"urn:p"},"grouping":[{"id":"urn:g"},{"id":"urn:p"}],"category":[{"id":"urn:\u0063"}],"other":[{"id":"urn:o"}]},
             "contextAgents":[{"objectType":"contextAgent","agent":{{Mbox("player")}} }],
             "contextGroups":[{"objectType":"contextGroup","group":{{Group("club", "m2")}} }] }
            """);
        AssertKeys(
            json,
            Agents("ada"),
            Related("teacher", "team", "m1", "player", "club", "m2"),
            [Verb()],
            Activities("http://example.com/activities/1"),
            RelatedActivities("urn:p", "urn:g", "urn:c", "urn:o"),
            [IndexKey.Of(IndexKeyKind.Registration, "ec531277-b57b-4c15-8d91-d292c5b2b8f7")]);
    }

    [Fact]
    public void What_is_inside_a_SubStatement_is_related_only()
    {
        var json = Sample.Statement("object", $$"""
            {"objectType":"SubStatement","actor":{{Group("subteam", "m1")}},"verb":{"id":"urn:subverb"},"object":{"id":"urn:subobject"},
             "context":{"registration":"ec531277-b57b-4c15-8d91-d292c5b2b8f7","instructor":{{Mbox("subteacher")}},"contextActivities":{"other":{"id":"urn:subother"} } } }
            """);
        AssertKeys(json, Agents("ada"), Related("subteam", "m1", "subteacher"), [Verb()], RelatedActivities("urn:subobject", "urn:subother"));
        AssertKeys(Sample.SubStatement("object", """{"objectType":"Agent","mbox":"mailto:subobject@example.com"}"""), Agents("ada"), Related("ada", "subobject"), [Verb()]);
    }

    [Fact]
    public void The_authority_as_received_leaves_no_key()
    {
        Assert.Equal(Sample.Parsed(Sample.Statement()).Keys, Sample.Parsed(Sample.Statement("authority", Mbox("liar"))).Keys);
    }

    [Theory]
    [InlineData("""{"mbox":"mailto:Ada@EXAMPLE.com"}""", AgentIdentifierKind.Mbox, "mailto:Ada@EXAMPLE.com", null)]
    [InlineData("""{"mbox":"MAILTO:Ada@example.com"}""", AgentIdentifierKind.Mbox, "mailto:Ada@example.com", null)]
    [InlineData("""{"mbox":"mailto:ädä@exämple.com"}""", AgentIdentifierKind.Mbox, "mailto:ädä@exämple.com", null)]
    [InlineData("""{"mbox_sha1sum":"CD9B00A5611F94EAA7B1661EDAB976068E364975"}""", AgentIdentifierKind.MboxSha1Sum, "cd9b00a5611f94eaa7b1661edab976068e364975", null)]
    [InlineData("""{"openid":"http://o.example/1"}""", AgentIdentifierKind.OpenId, "http://o.example/1", null)]
    [InlineData("""{"account":{"homePage":"http://example.com/ä","name":"\u00e4da"}}""", AgentIdentifierKind.Account, "äda", "http://example.com/ä")]
    public void An_agents_keys_are_those_of_its_identifier(string actor, AgentIdentifierKind kind, string value, string? homePage)
    {
        var identifier = new AgentIdentifier(kind, value, homePage);
        var statement = Sample.Parsed(Sample.Statement("actor", actor));
        Assert.Contains(identifier.AgentKey, statement.Keys);
        Assert.DoesNotContain(identifier.RelatedAgentKey, statement.Keys);
        Assert.Equal(identifier.AgentKey, statement.Actor!.AgentKey);
    }

    [Fact]
    public void A_statement_of_many_activities_has_each_key_once()
    {
        var activities = string.Join(",", Enumerable.Range(0, 3_000).Select(index => $$"""{"id":"urn:a:{{index % 1_000}}"}"""));
        var keys = Sample.Parsed(Sample.Statement("context", $$"""{"contextActivities":{"other":[{{activities}}]} }""")).Keys;
        Assert.Equal(1_000 + 3, keys.Count);
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Fact]
    public void Statements_have_the_same_keys_in_a_batch_as_alone()
    {
        string[] all = [.. Enumerable.Range(0, 600).Select(index => Sample.Statement("actor", $$"""{"account":{"homePage":"http://example.com/{{new string('x', index)}}","name":"{{index % 7}}"} }"""))];
        var statements = new List<ParsedStatement>();
        Assert.Null(StatementReader.Read(Sample.Utf8($"[{string.Join(",", all.Concat(all))}]"), XapiVersion.V2, statements, out _));
        for (var index = 0; index < statements.Count; index++)
            Assert.Equal(Sample.Parsed(all[index % all.Length]).Keys, statements[index].Keys);
    }

    private static void AssertKeys(string json, params IndexKey[][] expected)
    {
        var keys = Sample.Parsed(json).Keys;
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(expected.SelectMany(key => key).ToHashSet(), keys.ToHashSet());
    }

    private static IndexKey Verb() => IndexKey.Of(IndexKeyKind.Verb, "http://example.com/verbs/did");

    private static IndexKey[] Agents(params string[] names) => [.. names.Select(name => new AgentIdentifier(AgentIdentifierKind.Mbox, $"mailto:{name}@example.com").AgentKey)];

    private static IndexKey[] Related(params string[] names) => [.. names.Select(name => new AgentIdentifier(AgentIdentifierKind.Mbox, $"mailto:{name}@example.com").RelatedAgentKey)];

    private static IndexKey[] Activities(params string[] ids) => [.. ids.Select(id => IndexKey.Of(IndexKeyKind.Activity, id))];

    private static IndexKey[] RelatedActivities(params string[] ids) => [.. ids.Select(id => IndexKey.Of(IndexKeyKind.RelatedActivity, id))];
}
