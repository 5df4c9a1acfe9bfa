using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>GET of many statements: filters and their order.</summary>
internal static class Filtering
{
    private static readonly string[] Kinds = ["parent", "grouping", "category", "other"];

    [Requirement("Communication 2.1.3", "4.1.6.1", "A query answers a StatementResult: an array of statements, and more.")]
    public static async Task A_query_answers_a_result(Lrs lrs)
    {
        var empty = (await lrs.GetAsync(("verb", Sample.Iri("verbs")))).Is(200);
        Check.Same(0, empty.Statements.Count, "The number of statements");
        Check.Same("", empty.More, "more");
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Agent finds an agent as actor and as object, by each of the four identifiers.")]
    public static async Task Agents_are_found_by_each_identifier(Lrs lrs)
    {
        var name = Sample.Id().ToString("N");
        string[] agents =
        [
            $$"""{"mbox":"mailto:{{name}}@example.com"}""",
            $$"""{"mbox_sha1sum":"{{name}}01234567"}""",
            $$"""{"openid":"http://{{name}}.example.com/"}""",
            "{\"account\":{\"homePage\":\"http://example.com/\",\"name\":\"" + name + "\"}}",
        ];
        foreach (var agent in agents)
        {
            var named = agent[..^1] + ",\"name\":\"Ada\"}";
            var (actor, other) = (Sample.Statement(("actor", named)), Sample.Statement(("object", "{\"objectType\":\"Agent\"," + agent[1..])));
            await lrs.StoreAsync(actor, other);
            await FoundAsync(lrs, [actor, other], ("agent", agent));
        }
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Agent finds the members of a group, and an identified group.")]
    public static async Task Members_and_groups_are_found(Lrs lrs)
    {
        var (agent, group) = (Sample.Agent(), Sample.Agent());
        var anonymous = Sample.Statement(("actor", $$"""{"objectType":"Group","member":[{{Sample.Agent()}},{{agent}}]}"""));
        var identified = Sample.Statement(("actor", "{\"objectType\":\"Group\"," + group[1..^1] + $",\"member\":[{agent}]}}"));
        await lrs.StoreAsync(anonymous, identified);
        await FoundAsync(lrs, [anonymous, identified], ("agent", agent));
        await FoundAsync(lrs, [identified], ("agent", "{\"objectType\":\"Group\"," + group[1..]));
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Accounts with another home page or name are other agents.")]
    public static async Task Accounts_are_told_apart(Lrs lrs)
    {
        static string Account(string homePage, string name) => "{\"account\":{\"homePage\":\"" + homePage + "\",\"name\":\"" + name + "\"}}";
        var name = Sample.Id().ToString("N");
        string[] agents = [Account("http://example.com/", "a" + name), Account("http://example.com/a", name), Account("http://example.com/", "A" + name), Account("http://example.org/", "a" + name)];
        var statements = agents.Select(agent => Sample.Statement(("actor", agent))).ToArray();
        await lrs.StoreAsync(statements);
        for (var i = 0; i < agents.Length; i++)
            await FoundAsync(lrs, [statements[i]], ("agent", agents[i]));
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Verb finds a verb's IRI, exactly.")]
    public static async Task Verbs_are_found(Lrs lrs)
    {
        var verb = Sample.Iri("verbs");
        var statement = Sample.Statement(("verb", Sample.Verb(verb)));
        await lrs.StoreAsync(statement, Sample.Statement(("verb", Sample.Verb(verb + "/"))));
        await FoundAsync(lrs, [statement], ("verb", verb));
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Activity finds the object's IRI, exactly, and not activities elsewhere.")]
    public static async Task Activities_are_found(Lrs lrs)
    {
        var activity = Sample.Iri("activities") + "?a=b&c=d#e";
        var statement = Sample.Statement(("object", Sample.Activity(activity)));
        await lrs.StoreAsync(statement, Sample.Statement(("context", Activities("parent", activity))), Sample.Statement(("object", Sample.Activity(activity + "f"))));
        await FoundAsync(lrs, [statement], ("activity", activity));
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Registration finds context.registration, in any case.")]
    public static async Task Registrations_are_found(Lrs lrs)
    {
        var registration = Sample.Id();
        var statement = Sample.Statement(("context", $$"""{"registration":"{{registration:D}}"}"""));
        await lrs.StoreAsync(statement, Sample.Statement(("context", $$"""{"registration":"{{Sample.Id():D}}"}""")));
        await FoundAsync(lrs, [statement], ("registration", registration.ToString("D")));
        await FoundAsync(lrs, [statement], ("registration", registration.ToString("D").ToUpperInvariant()));
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Filters together find what each of them finds.")]
    public static async Task Filters_all_have_to_hold(Lrs lrs)
    {
        var (agent, verb, activity) = (Sample.Agent(), Sample.Iri("verbs"), Sample.Iri("activities"));
        var all = Sample.Statement(("actor", agent), ("verb", Sample.Verb(verb)), ("object", Sample.Activity(activity)));
        var noVerb = Sample.Statement(("actor", agent), ("object", Sample.Activity(activity)));
        var noActivity = Sample.Statement(("actor", agent), ("verb", Sample.Verb(verb)));
        var noAgent = Sample.Statement(("verb", Sample.Verb(verb)), ("object", Sample.Activity(activity)));
        await lrs.StoreAsync(all, noVerb, noActivity, noAgent);
        await FoundAsync(lrs, [all], ("agent", agent), ("verb", verb), ("activity", activity));
        await FoundAsync(lrs, [all, noActivity], ("agent", agent), ("verb", verb));
        await FoundAsync(lrs, [all, noVerb], ("agent", agent), ("activity", activity));
        await FoundAsync(lrs, [all, noAgent], ("verb", verb), ("activity", activity));
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "With related_activities an activity is found in the context and in SubStatements.")]
    public static async Task Related_activities_are_found(Lrs lrs)
    {
        var activity = Sample.Iri("activities");
        var statements = Kinds.Select(kind => Sample.Statement(("context", Activities(kind, activity))))
            .Append(Sample.Statement(("object", Sub(Sample.Agent(), activity))))
            .Append(Sample.Statement(("object", Sample.Activity(activity)))).ToArray();
        await lrs.StoreAsync(statements);
        await FoundAsync(lrs, statements, ("activity", activity), ("related_activities", "true"));
        await FoundAsync(lrs, [statements[^1]], ("activity", activity), ("related_activities", "false"));
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "With related_agents an agent is found as instructor, in a team and in SubStatements.")]
    public static async Task Related_agents_are_found(Lrs lrs)
    {
        var agent = Sample.Agent();
        JsonObject[] statements =
        [
            Sample.Statement(("context", $$"""{"instructor":{{agent}}}""")),
            Sample.Statement(("context", "{\"team\":{\"objectType\":\"Group\",\"member\":[" + agent + "]}}")),
            Sample.Statement(("object", Sub(agent, Sample.Iri("activities")))),
            Sample.Statement(("actor", agent)),
        ];
        await lrs.StoreAsync(statements);
        await FoundAsync(lrs, statements, ("agent", agent), ("related_agents", "true"));
        await FoundAsync(lrs, [statements[^1]], ("agent", agent), ("related_agents", "false"));
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "With related_agents the authority is found.")]
    public static async Task Authorities_are_related(Lrs lrs)
    {
        var verb = Sample.Iri("verbs");
        var statement = Sample.Statement(("verb", Sample.Verb(verb)));
        await lrs.StoreAsync(statement);
        var authority = (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(200).Json["authority"]!;
        var agent = authority["member"] is JsonArray members ? members[0]! : authority;
        await FoundAsync(lrs, [statement], ("agent", agent.ToJsonString()), ("related_agents", "true"), ("verb", verb));
    }

    [Requirement(null, "4.1.6.1", "With related_agents an agent is found in contextAgents and contextGroups.")]
    public static async Task Context_agents_are_related(Lrs lrs)
    {
        var agent = Sample.Agent();
        JsonObject[] statements =
        [
            Sample.Statement(("context", $$"""{"contextAgents":[{"objectType":"contextAgent","agent":{{agent}}}]}""")),
            Sample.Statement(("context", "{\"contextGroups\":[{\"objectType\":\"contextGroup\",\"group\":{\"objectType\":\"Group\",\"member\":[" + agent + "]}}]}")),
        ];
        await lrs.StoreAsync(statements);
        await FoundAsync(lrs, statements, ("agent", agent), ("related_agents", "true"));
        await FoundAsync(lrs, [], ("agent", agent));
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Since excludes its instant, until includes it.")]
    public static async Task Since_excludes_and_until_includes(Lrs lrs)
    {
        var verb = Sample.Iri("verbs");
        var statements = Enumerable.Range(0, 3).Select(_ => Sample.Statement(("verb", Sample.Verb(verb)))).ToList();
        foreach (var statement in statements)
            await lrs.StoreAsync(statement);
        var middle = (string)(await lrs.ByIdAsync(Sample.IdOf(statements[1]))).Is(200).Json["stored"]!;
        await FoundAsync(lrs, statements[2..], ("verb", verb), ("since", middle));
        await FoundAsync(lrs, statements[..2], ("verb", verb), ("until", middle));
        await FoundAsync(lrs, [], ("verb", verb), ("since", middle), ("until", middle));
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Statements are returned in the order in which they were stored, the newest first, or with ascending the oldest.")]
    public static async Task Order_is_by_stored(Lrs lrs)
    {
        var verb = Sample.Iri("verbs");
        for (var i = 0; i < 4; i++)
            await lrs.StoreAsync(Sample.Statement(("verb", Sample.Verb(verb)), ("timestamp", $"\"20{20 - i}-11-18T12:17:00Z\"")));
        foreach (var ascending in new[] { "true", "false" })
        {
            var stored = (await lrs.GetAsync(("verb", verb), ("ascending", ascending))).Is(200).Statements.Select(statement => Check.Instant((string?)statement["stored"], "stored")).ToList();
            var expected = ascending == "true" ? stored.Order() : stored.OrderDescending();
            Check.That(stored.Count == 4 && stored.SequenceEqual(expected), $"With ascending={ascending} found {string.Join(", ", stored)}.");
        }
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "Limit is the most that is returned; 0 means what the LRS allows.")]
    public static async Task Limit_is_kept(Lrs lrs)
    {
        var verb = Sample.Iri("verbs");
        await lrs.StoreAsync([.. Enumerable.Range(0, 4).Select(_ => Sample.Statement(("verb", Sample.Verb(verb))))]);
        Check.Same(3, (await lrs.GetAsync(("verb", verb), ("limit", "3"))).Is(200).Ids.Count, "With limit=3 the number of statements");
        Check.Same(4, (await lrs.GetAsync(("verb", verb), ("limit", "0"))).Is(200).Ids.Count, "With limit=0 the number of statements");
    }

    private static string Activities(string kind, string activity) => "{\"contextActivities\":{\"" + kind + "\":[{\"id\":\"" + activity + "\"}]}}";

    private static string Sub(string agent, string activity) =>
        "{\"objectType\":\"SubStatement\",\"actor\":" + agent + ",\"verb\":{\"id\":\"http://example.com/verbs/did\"},\"object\":{\"id\":\"" + activity + "\"}}";

    private static async Task FoundAsync(Lrs lrs, IEnumerable<JsonObject> expected, params (string Name, string Value)[] query)
    {
        var found = (await lrs.GetAsync(query)).Is(200).Ids;
        Check.Ids(expected.Select(Sample.IdOf).Order(), found.Order(), string.Join('&', query.Select(parameter => $"{parameter.Name}={parameter.Value}")));
    }
}
