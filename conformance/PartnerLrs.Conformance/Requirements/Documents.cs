using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>State, activity profile and agent profile documents.</summary>
internal static class Documents
{
    [Requirement("Communication 2.2", "4.1.6.2", "A document is returned as it was stored, with its content type, whatever that is.")]
    public static async Task Come_back_as_stored(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            foreach (var (type, content) in new[] { ("application/json", "{ \"a\" : 1.50 }"), ("text/plain", "Grüße"), ("application/octet-stream", "\0\u0001") })
            {
                var address = place.Document(type);
                await lrs.StoreAsync(address, content, type);
                var reply = (await lrs.ReadAsync(address)).Is(200);
                Check.Same(content, reply.Text, "The document");
                Check.That(reply.Header("Content-Type").StartsWith(type, StringComparison.Ordinal), $"Content-Type is {reply.Header("Content-Type")}, expected {type}.");
            }
        }
    }

    [Requirement("Communication 2.3", "4.1.6.2", "A document that is not there is answered with 404.")]
    public static async Task Are_not_found_before_they_are_stored(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
            (await lrs.ReadAsync(place.Document())).Is(404);
    }

    [Requirement("Communication 2.3", "4.1.6.2", "DELETE of one document takes it away and answers 204.")]
    public static async Task Are_deleted(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            await lrs.StoreAsync(place.Document(), "{}");
            await lrs.StoreAsync(place.Document("other"), "{}");
            (await lrs.DeleteAsync(place.Document())).Is(204);
            (await lrs.ReadAsync(place.Document())).Is(404);
            (await lrs.ReadAsync(place.Document("other"))).Is(200);
        }
    }

    [Requirement("Communication 2.3", "4.1.6.2", "GET without an id answers a JSON array of the ids of exactly the documents there.")]
    public static async Task Are_listed_by_id(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            Check.Same("", await ListAsync(lrs, place.Context), "Before anything is stored, the ids");
            foreach (var id in new[] { "b", "a?&#/ä", "c" })
                await lrs.StoreAsync(place.Document(id), "{}");
            Check.Same("a?&#/ä b c", await ListAsync(lrs, place.Context), "The ids");
        }
    }

    [Requirement("Communication 2.3", "4.1.6.2", "With since, only ids of documents that were stored or changed after that instant are listed.")]
    public static async Task Are_listed_since_an_instant(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            await lrs.StoreAsync(place.Document("old"), "{}");
            await lrs.StoreAsync(place.Document("touched"), "{}");
            var modified = Date((await lrs.ReadAsync(place.Document("touched"))).Header("Last-Modified")).AddSeconds(2);
            Check.That(
                await lrs.EventuallyAsync(async () => Date((await lrs.SendAsync(HttpMethod.Get, "about")).Header("Date")) > modified),
                "The Date header does not move.");
            (await lrs.PostAsync(place.Document("touched"), "{\"b\":1}")).Is(204);
            Check.Same("touched", await ListAsync(lrs, $"{place.Context}&{Place.Parameter("since", modified.UtcDateTime.ToString("O"))}"), "The ids since an instant between");
            Check.Same("", await ListAsync(lrs, $"{place.Context}&{Place.Parameter("since", modified.AddDays(1).UtcDateTime.ToString("O"))}"), "The ids since tomorrow");
        }
    }

    [Requirement("Communication 2.2", "4.1.6.2", "A document's answer says in Last-Modified when it last changed.", Should = true)]
    public static async Task Say_when_they_changed(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            await lrs.StoreAsync(place.Document(), "{}");
            _ = Date((await lrs.ReadAsync(place.Document())).Is(200).Header("Last-Modified"));
            Check.Same((await lrs.ReadAsync(place.Document())).Header("Last-Modified"), (await lrs.ReadAsync(place.Context)).Header("Last-Modified"), "Last-Modified of the list");
        }
    }

    [Requirement("Communication 2.3", "4.1.6.2", "State under a registration is apart from state under another or none.")]
    public static async Task Of_state_are_apart_by_registration(Lrs lrs)
    {
        var place = Place.State();
        var (one, other) = (Place.Parameter("registration", Sample.Id().ToString("D")), Place.Parameter("registration", Sample.Id().ToString("D")));
        await lrs.StoreAsync($"{place.Document()}&{one}", "1", "text/plain");
        await lrs.StoreAsync($"{place.Document()}&{other}", "2", "text/plain");
        Check.Same("1", (await lrs.ReadAsync($"{place.Document()}&{one}")).Is(200).Text, "The state");
        Check.Same("2", (await lrs.ReadAsync($"{place.Document()}&{other}")).Is(200).Text, "The state");
        (await lrs.DeleteAsync($"{place.Context}&{one}")).Is(204);
        Check.Same("", await ListAsync(lrs, $"{place.Context}&{one}"), "The ids of the registration that was deleted");
        Check.Same("document", await ListAsync(lrs, $"{place.Context}&{other}"), "The ids of the other registration");
    }

    [Requirement("Communication 2.3", "4.1.6.2", "DELETE of state without an id deletes all state of the activity and agent.")]
    public static async Task Of_state_are_deleted_together(Lrs lrs)
    {
        var (place, other) = (Place.State(), Place.State());
        foreach (var id in new[] { "a", "b" })
            await lrs.StoreAsync(place.Document(id), "{}");
        await lrs.StoreAsync(other.Document(), "{}");
        (await lrs.DeleteAsync(place.Context)).Is(204);
        Check.Same("", await ListAsync(lrs, place.Context), "The ids");
        Check.Same("document", await ListAsync(lrs, other.Context), "The ids of another activity and agent");
    }

    [Requirement("Communication 2.2", "4.1.6.2", "POST of a JSON object replaces members of the same name at the top level and keeps the rest.")]
    public static async Task Are_merged_at_the_top_level(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            (await lrs.PostAsync(place.Document(), """{"x":"foo","y":{"a":1,"b":2},"n":1.5}""")).Is(204);
            (await lrs.PostAsync(place.Document(), """{"y":{"a":3},"z":"faz"}""")).Is(204);
            var merged = (await lrs.ReadAsync(place.Document())).Is(200).Json;
            var expected = JsonNode.Parse("""{"x":"foo","y":{"a":3},"n":1.5,"z":"faz"}""");
            Check.That(JsonNode.DeepEquals(expected, merged), $"Found {merged.ToJsonString()}.");
        }
    }

    [Requirement("Communication 2.2", "4.1.6.2", "A POST where either side is not application/json or no JSON object is refused with 400 and changes nothing.")]
    public static async Task That_cannot_be_merged_stay(Lrs lrs)
    {
        foreach (var place in Place.Everywhere())
        {
            await lrs.StoreAsync(place.Document("json"), """{"a":1}""");
            await lrs.StoreAsync(place.Document("text"), "text", "text/plain");
            await lrs.StoreAsync(place.Document("array"), "[1]");
            foreach (var (type, content) in new[] { ("application/octet-stream", """{"b":1}"""), ("application/json", "[1]"), ("application/json", "{\"b\":") })
                (await lrs.PostAsync(place.Document("json"), content, type)).Is(400);
            (await lrs.PostAsync(place.Document("text"), """{"b":1}""")).Is(400);
            (await lrs.PostAsync(place.Document("array"), """{"b":1}""")).Is(400);
            foreach (var (id, content) in new[] { ("json", """{"a":1}"""), ("text", "text"), ("array", "[1]") })
                Check.Same(content, (await lrs.ReadAsync(place.Document(id))).Is(200).Text, "The document");
        }
    }

    [Requirement("Communication 3.2", "4.1.6.2", "A request with a missing, malformed, unknown or wrong-case parameter is refused with 400.")]
    public static async Task Want_their_parameters_right(Lrs lrs)
    {
        var (activity, agent) = (Place.Parameter("activityId", Sample.Iri("activities")), Place.Parameter("agent", Sample.Agent()));
        foreach (var address in new[]
        {
            $"{Place.States}?{activity}&stateId=s", $"{Place.States}?{agent}&stateId=s", $"{Place.States}?{activity}&agent=ada&stateId=s", $"{Place.States}?activityId=course&{agent}&stateId=s",
            $"{Place.States}?{activity}&{agent}&registration=1&stateId=s", $"{Place.States}?{activity}&{agent}&stateid=s", $"{Place.States}?{activity}&{agent}&stateId=s&unknown=1",
            $"{Place.ActivityProfiles}?profileId=p", $"{Place.ActivityProfiles}?{activity}&profileid=p", $"{Place.AgentProfiles}?profileId=p", $"{Place.AgentProfiles}?agent=true&profileId=p",
        })
        {
            (await lrs.ReadAsync(address)).Is(400);
            (await lrs.PutAsync(address, "{}", noneMatch: "*")).Is(400);
            (await lrs.PostAsync(address, "{}")).Is(400);
            (await lrs.DeleteAsync(address)).Is(400);
        }

        foreach (var place in Place.Everywhere())
        {
            (await lrs.PutAsync(place.Context, "{}", noneMatch: "*")).Is(400);
            (await lrs.PostAsync(place.Context, "{}")).Is(400);
            (await lrs.ReadAsync($"{place.Context}&since=yesterday")).Is(400);
        }

        foreach (var place in Place.Profiles())
            (await lrs.DeleteAsync(place.Context)).Is(400);
    }

    private static async Task<string> ListAsync(Lrs lrs, string address) =>
        string.Join(' ', (await lrs.ReadAsync(address)).Is(200).Json.AsArray().Select(id => (string)id!).Order(StringComparer.Ordinal));

    private static DateTimeOffset Date(string header)
    {
        Check.That(DateTimeOffset.TryParseExact(header, "R", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date), $"'{header}' is no HTTP date.");
        return date;
    }
}
