using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>The agents resource.</summary>
internal static class Agents
{
    [Requirement("Communication 2.4", "4.1.6.3", "An agent whom the LRS does not know is answered with a Person that holds what was asked, as arrays.")]
    public static async Task Answers_a_person_for_any_agent(Lrs lrs)
    {
        foreach (var (name, value) in new[]
        {
            ("mbox", $"\"mailto:{Sample.Id():N}@example.com\""),
            ("mbox_sha1sum", $"\"{Sample.Id():N}01234567\""),
            ("openid", $"\"http://{Sample.Id():N}.example.com/\""),
            ("account", $$"""{"homePage":"http://example.com","name":"{{Sample.Id():N}}"}"""),
        })
        {
            var person = (await lrs.ReadAsync($"agents?{Place.Parameter("agent", $$"""{"name":"Ada","{{name}}":{{value}}}""")}")).Is(200).Json;
            Check.Same("Person", (string?)person["objectType"], "objectType");
            Check.Same("Ada", (string?)person["name"]?.AsArray().Single(), "name");
            Check.That(JsonNode.DeepEquals(JsonNode.Parse($"[{value}]"), person[name]), $"{name} is {person[name]?.ToJsonString()}, expected [{value}].");
        }
    }

    [Requirement("Communication 2.4", "4.1.6.3", "A request without an agent, or with one that is none, is refused with 400.")]
    public static async Task Wants_one_agent(Lrs lrs)
    {
        foreach (var query in new[] { "", "?agent=ada", "?agent=%7B%7D", $"?{Place.Parameter("Agent", Sample.Agent())}", $"?{Place.Parameter("agent", Sample.Agent())}&unknown=1" })
            (await lrs.ReadAsync("agents" + query)).Is(400);
    }
}
