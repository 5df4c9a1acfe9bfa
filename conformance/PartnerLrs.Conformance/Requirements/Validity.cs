using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>What a statement has to be.</summary>
internal static class Validity
{
    private const string Member = """{"mbox":"mailto:a@example.com"}""";

    [Requirement("Data 2.4", "4.2.2", "A statement needs an actor, a verb and an object.")]
    public static Task The_three_parts_are_needed(Lrs lrs) => RefusedAsync(lrs, [("actor", null)], [("verb", null)], [("object", null)]);

    [Requirement("Data 2.2", "4.2.1", "A null outside extensions is refused.")]
    public static Task Nulls_are_refused(Lrs lrs) => RefusedAsync(
        lrs,
        [("result", "null")],
        [("actor", """{"mbox":"mailto:a@example.com","name":null}""")],
        [("object", """{"id":"http://example.com/a","definition":{"name":null}}""")],
        [("context", """{"registration":null}""")]);

    [Requirement("Data 2.2", "4.2.1", "A null inside extensions is accepted.")]
    public static Task Nulls_in_extensions_are_accepted(Lrs lrs) => AcceptedAsync(lrs, [("result", """{"extensions":{"http://example.com/x":null}}""")]);

    [Requirement("Data 2.2", "4.2.1", "A property that the standard does not know is refused.")]
    public static Task Unknown_properties_are_refused(Lrs lrs) => RefusedAsync(
        lrs,
        [("note", "\"x\"")],
        [("actor", """{"mbox":"mailto:a@example.com","age":7}""")],
        [("verb", """{"id":"http://example.com/v","name":"v"}""")],
        [("result", """{"passed":true}""")],
        [("object", """{"id":"http://example.com/a","title":"t"}""")]);

    [Requirement("Data 2.2", "4.2.1", "A property or value in another case is refused.")]
    public static Task Case_counts(Lrs lrs) => RefusedAsync(
        lrs,
        [("Actor", Member)],
        [("actor", """{"MBOX":"mailto:a@example.com"}""")],
        [("actor", """{"objectType":"agent","mbox":"mailto:a@example.com"}""")],
        [("object", """{"objectType":"activity","id":"http://example.com/a"}""")]);

    [Requirement("Data 2.2", "4.2.1", "A value of the wrong type is refused, also a text that holds the right one.")]
    public static Task Types_are_exact(Lrs lrs) => RefusedAsync(
        lrs,
        [("result", """{"success":"true"}""")],
        [("result", """{"score":{"raw":"1"}}""")],
        [("result", """{"response":1}""")],
        [("actor", "\"ada\"")],
        [("verb", "\"http://example.com/v\"")],
        [("timestamp", "1447848000")],
        [("id", "12345")]);

    [Requirement("Data 2.2", "4.2.1", "An IRI without a scheme is refused.")]
    public static Task Iris_need_a_scheme(Lrs lrs) => RefusedAsync(
        lrs,
        [("verb", """{"id":"did"}""")],
        [("object", """{"id":"course"}""")],
        [("object", """{"id":""}""")],
        [("object", """{"id":"http://example.com/a","definition":{"type":"t"}}""")],
        [("result", """{"extensions":{"x":1}}""")]);

    [Requirement("Data 2.4.1", "4.2.4.2", "An id that is no UUID is refused.")]
    public static Task Ids_are_uuids(Lrs lrs) => RefusedAsync(lrs, [("id", "\"12345\"")], [("id", "\"\"")], [("id", "\"6690e6c93ef04ed38b377f3964730bee\"")]);

    [Requirement("Data 4.5", "4.2.7", "A timestamp that is none is refused, and an offset of minus zero.")]
    public static Task Timestamps_are_timestamps(Lrs lrs) => RefusedAsync(
        lrs,
        [("timestamp", "\"yesterday\"")],
        [("timestamp", "\"\"")],
        [("timestamp", "\"2015-13-18T12:17:00Z\"")],
        [("timestamp", "\"2015-11-18T12:17:00-00:00\"")]);

    [Requirement("Data 2.4.2.1", "4.2.2.1", "Each of the four identifiers names an agent.")]
    public static Task The_four_identifiers_are_accepted(Lrs lrs) => AcceptedAsync(
        lrs,
        [("actor", """{"objectType":"Agent","name":"Ada","mbox":"mailto:ada@example.com"}""")],
        [("actor", """{"mbox_sha1sum":"fd41d918b5ab3ac65e3ad5fc1d8a2b1ffb1ae1a5"}""")],
        [("actor", """{"openid":"http://ada.example.com/"}""")],
        [("actor", """{"account":{"homePage":"http://example.com/","name":"ada"}}""")]);

    [Requirement("Data 2.4.2.3", "4.2.2.1", "An agent without an identifier, or with more than one, is refused.")]
    public static Task An_agent_has_one_identifier(Lrs lrs) => RefusedAsync(
        lrs,
        [("actor", "{}")],
        [("actor", """{"name":"Ada"}""")],
        [("actor", """{"mbox":"mailto:a@example.com","openid":"http://a.example.com/"}""")],
        [("actor", """{"mbox":"mailto:a@example.com","account":{"homePage":"http://example.com/","name":"a"}}""")]);

    [Requirement("Data 2.4.2.3", "4.2.2.1", "An identifier that is not formed as it should be is refused.")]
    public static Task Identifiers_are_well_formed(Lrs lrs) => RefusedAsync(
        lrs,
        [("actor", """{"mbox":"ada@example.com"}""")],
        [("actor", """{"mbox":"mailto:ada"}""")],
        [("actor", """{"mbox_sha1sum":"fd41d918"}""")],
        [("actor", """{"openid":"ada"}""")],
        [("actor", """{"account":{"homePage":"http://example.com/"}}""")],
        [("actor", """{"account":{"name":"ada"}}""")],
        [("actor", """{"account":{"homePage":"example","name":"ada"}}""")]);

    [Requirement("Data 2.4.2.2", "4.2.2.1", "Groups are accepted: anonymous with members, identified with or without.")]
    public static Task Groups_are_accepted(Lrs lrs) => AcceptedAsync(
        lrs,
        [("actor", """{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"},{"openid":"http://b.example.com/"}]}""")],
        [("actor", """{"objectType":"Group","mbox":"mailto:team@example.com"}""")],
        [("actor", """{"objectType":"Group","account":{"homePage":"http://example.com/","name":"team"},"member":[{"mbox":"mailto:a@example.com"}]}""")]);

    [Requirement("Data 2.4.2.2", "4.2.2.1", "A group without members and identifier, or with a member that is no agent, is refused.")]
    public static Task Group_members_are_agents(Lrs lrs) => RefusedAsync(
        lrs,
        [("actor", """{"objectType":"Group"}""")],
        [("actor", """{"objectType":"Group","name":"team"}""")],
        [("actor", """{"objectType":"Group","member":[{"name":"a"}]}""")],
        [("actor", """{"objectType":"Group","member":{"mbox":"mailto:a@example.com"}}""")],
        [("actor", """{"objectType":"Group","member":[{"objectType":"Group","mbox":"mailto:g@example.com"}]}""")],
        [("actor", """{"mbox":"mailto:a@example.com","member":[{"mbox":"mailto:b@example.com"}]}""")]);

    [Requirement("Data 2.4.5.1", "4.2.2.4", "A scaled score lies between -1 and 1, a raw one between min and max.")]
    public static async Task Scores_keep_their_bounds(Lrs lrs)
    {
        await RefusedAsync(
            lrs,
            [("result", """{"score":{"scaled":1.01}}""")],
            [("result", """{"score":{"scaled":-1.01}}""")],
            [("result", """{"score":{"raw":11,"max":10}}""")],
            [("result", """{"score":{"raw":-1,"min":0}}""")],
            [("result", """{"score":{"min":2,"max":1}}""")]);
        await AcceptedAsync(lrs, [("result", """{"score":{"scaled":1,"raw":10,"min":-10,"max":10}}""")], [("result", """{"score":{"scaled":-1}}""")]);
    }

    [Requirement("Data 4.6", "4.2.7", "A duration is one of ISO 8601.")]
    public static async Task Durations_are_iso(Lrs lrs)
    {
        await RefusedAsync(lrs, [("result", """{"duration":"1 hour"}""")], [("result", """{"duration":"PT"}""")], [("result", """{"duration":""}""")], [("result", """{"duration":60}""")]);
        await AcceptedAsync(lrs, [("result", """{"duration":"PT1.234567S"}""")], [("result", """{"duration":"P1Y2M3DT4H5M6S"}""")], [("result", """{"duration":"P4W"}""")]);
    }

    [Requirement("Data 4.2", "4.2.7", "A language is an RFC 5646 tag.")]
    public static async Task Languages_are_tags(Lrs lrs)
    {
        await RefusedAsync(lrs, [("verb", """{"id":"http://example.com/v","display":{"english, please":"did"}}""")], [("context", """{"language":"english, please"}""")]);
        await AcceptedAsync(lrs, [("verb", """{"id":"http://example.com/v","display":{"und":"did","zh-Hant-TW":"did","sl-rozaj-biske":"did"}}""")]);
    }

    [Requirement("Data 2.4.4.3", "4.2.2.3", "A SubStatement has no id, stored, version or authority, and no SubStatement in it.")]
    public static async Task SubStatements_are_plain(Lrs lrs)
    {
        const string Sub = """{"objectType":"SubStatement","actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://example.com/v"},"object":{"id":"http://example.com/a"}MORE}""";
        static (string, string?)[] With(string more) => [("object", Sub.Replace("MORE", more, StringComparison.Ordinal))];
        await AcceptedAsync(lrs, With(""), With(",\"timestamp\":\"2015-11-18T12:17:00Z\""));
        await RefusedAsync(
            lrs,
            With(",\"id\":\"6690e6c9-3ef0-4ed3-8b37-7f3964730bee\""),
            With(",\"stored\":\"2015-11-18T12:17:00Z\""),
            With(",\"version\":\"1.0.0\""),
            With($",\"authority\":{Member}"),
            [("object", Sub.Replace("MORE", "", StringComparison.Ordinal).Replace("""{"id":"http://example.com/a"}""", Sub.Replace("MORE", "", StringComparison.Ordinal), StringComparison.Ordinal))]);
    }

    [Requirement("Data 2.4.4.3", "4.2.2.3", "A StatementRef has a UUID and nothing else.")]
    public static Task StatementRefs_name_a_statement(Lrs lrs) => RefusedAsync(
        lrs,
        [("object", """{"objectType":"StatementRef"}""")],
        [("object", """{"objectType":"StatementRef","id":"http://example.com/a"}""")],
        [("object", """{"objectType":"StatementRef","id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","name":"x"}""")]);

    [Requirement("Data 2.4.4.1", "4.2.2.3", "An interaction has a known type and components with ids that differ.")]
    public static async Task Interactions_are_known(Lrs lrs)
    {
        const string Of = """{"id":"http://example.com/a","definition":{"interactionType":"TYPE","choices":[{"id":"a"},{"id":"ID"}]}}""";
        static (string, string?)[] With(string type, string id) => [("object", Of.Replace("TYPE", type, StringComparison.Ordinal).Replace("ID", id, StringComparison.Ordinal))];
        await AcceptedAsync(lrs, With("choice", "b"));
        await RefusedAsync(lrs, With("choice", "a"), With("Choice", "b"), With("guess", "b"));
    }

    [Requirement("Data 2.4.6", "4.2.2.5", "Revision and platform are refused where the object is no Activity.")]
    public static Task Revision_and_platform_are_of_activities(Lrs lrs) => RefusedAsync(
        lrs,
        [("object", $$"""{"objectType":"Agent","mbox":"mailto:b@example.com"}"""), ("context", """{"revision":"1"}""")],
        [("object", $$"""{"objectType":"Agent","mbox":"mailto:b@example.com"}"""), ("context", """{"platform":"p"}""")]);

    [Requirement("Data 2.4.6", "4.2.2.5", "A context has a UUID as registration, a Group as team, and activities under four names only.")]
    public static async Task Contexts_are_well_formed(Lrs lrs)
    {
        await RefusedAsync(
            lrs,
            [("context", """{"registration":"r"}""")],
            [("context", $$"""{"team":{{Member}}}""")],
            [("context", """{"contextActivities":{"sibling":[{"id":"http://example.com/a"}]}}""")],
            [("context", """{"contextActivities":{"parent":[{"id":"a"}]}}""")]);
        await AcceptedAsync(lrs, [("context", """{"contextActivities":{"parent":[{"id":"http://example.com/a"}],"grouping":[{"id":"http://example.com/b"}],"category":[],"other":[{"id":"http://example.com/c"}]}}""")]);
    }

    [Requirement(null, "4.2.2.5", "contextAgents and contextGroups have their objectType, an agent or a group, and relevantTypes that are not empty.")]
    public static async Task Context_agents_are_well_formed(Lrs lrs)
    {
        await AcceptedAsync(
            lrs,
            [("context", $$"""{"contextAgents":[{"objectType":"contextAgent","agent":{{Member}},"relevantTypes":["http://example.com/t"]}]}""")],
            [("context", $$$$"""{"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","member":[{{{{Member}}}}]}}]}""")]);
        await RefusedAsync(
            lrs,
            [("context", $$"""{"contextAgents":[{"agent":{{Member}}}]}""")],
            [("context", """{"contextAgents":[{"objectType":"contextAgent"}]}""")],
            [("context", $$"""{"contextAgents":[{"objectType":"contextAgent","agent":{{Member}},"relevantTypes":[]}]}""")],
            [("context", $$"""{"contextAgents":[{"objectType":"contextAgent","agent":{{Member}},"relevantTypes":["t"]}]}""")],
            [("context", $$"""{"contextGroups":[{"objectType":"contextGroup","group":{{Member}}}]}""")]);
    }

    [Requirement("Data 2.4.6", null, "What only 2.0 has is refused.")]
    public static Task Context_agents_are_not_of_1_0(Lrs lrs) => RefusedAsync(lrs, [("context", $$"""{"contextAgents":[{"objectType":"contextAgent","agent":{{Member}}}]}""")]);

    [Requirement("Data 2.4.11", "4.2.2.6", "An attachment has usageType, display, contentType, length and sha2; with a fileUrl it needs no data.")]
    public static async Task Attachments_are_described(Lrs lrs)
    {
        (string Name, string Json)[] all =
        [
            ("usageType", "\"http://example.com/u\""), ("display", """{"en":"a"}"""), ("contentType", "\"text/plain\""), ("length", "4"),
            ("sha2", "\"672fa5fa658017f1b72d65036f13379c6ab05d4ab3b6664908d8acf0b6a0c634\""), ("fileUrl", "\"http://example.com/f\""),
        ];
        (string, string?)[] Without(int left) => [("attachments", $"[{{{string.Join(',', all.Where((_, i) => i != left).Select(member => $"\"{member.Name}\":{member.Json}"))}}}]")];
        await AcceptedAsync(lrs, Without(-1));
        await RefusedAsync(lrs, [.. Enumerable.Range(0, 5).Select(Without)]);
    }

    [Requirement("Communication 1.5", "4.1.3", "An attachment that comes without data and without fileUrl is refused.")]
    public static Task Attachments_need_data(Lrs lrs) => RefusedAsync(
        lrs,
        [("attachments", """[{"usageType":"http://example.com/u","display":{"en":"a"},"contentType":"text/plain","length":4,"sha2":"672fa5fa658017f1b72d65036f13379c6ab05d4ab3b6664908d8acf0b6a0c634"}]""")]);

    private static async Task RefusedAsync(Lrs lrs, params (string Name, string? Json)[][] changes)
    {
        foreach (var change in changes)
        {
            var statement = Sample.Statement(change);
            var reply = await lrs.PostAsync(statement);
            Check.That(reply.Status == 400, $"{statement.ToJsonString()} was answered with {reply.Status}, expected 400.");
        }
    }

    private static async Task AcceptedAsync(Lrs lrs, params (string Name, string? Json)[][] changes)
    {
        foreach (var change in changes)
        {
            var statement = Sample.Statement(change);
            var reply = await lrs.PostAsync(statement);
            Check.That(reply.Status == 200, $"{statement.ToJsonString()} was answered with {reply.Status}, expected 200: {reply.Text}");
        }
    }
}
