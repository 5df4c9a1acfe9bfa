using System.Text.Json.Nodes;
using PartnerLrs.Conformance.Running;

namespace PartnerLrs.Conformance.Requirements;

/// <summary>What the LRS adds to a statement, and what it leaves as it was.</summary>
internal static class Filling
{
    [Requirement("Data 2.4.8", "4.2.4.2", "Stored is set by the LRS, also where one was sent.")]
    public static async Task Stored_is_the_lrss(Lrs lrs)
    {
        var read = await StoredAsync(lrs, Sample.Statement(("stored", "\"2001-01-01T00:00:00Z\"")));
        Check.That(Check.Instant((string?)read["stored"], "stored").Year > 2001, $"stored is {read["stored"]}.");
    }

    [Requirement("Data 2.4.7", "4.2.4.2", "A statement without timestamp gets the time at which it is stored.")]
    public static async Task Timestamp_is_filled_in(Lrs lrs)
    {
        var read = await StoredAsync(lrs, Sample.Statement());
        Check.Same(Check.Instant((string?)read["stored"], "stored"), Check.Instant((string?)read["timestamp"], "timestamp"), "timestamp");
    }

    [Requirement("Data 4.5", "4.2.7", "A timestamp keeps its instant, whatever its offset.")]
    public static async Task Timestamp_is_kept(Lrs lrs)
    {
        foreach (var text in new[] { "2015-11-18T12:17:00Z", "2015-11-18T12:17:00.123+02:00", "2016-02-29T23:59:59-07:30" })
        {
            var read = await StoredAsync(lrs, Sample.Statement(("timestamp", $"\"{text}\"")));
            Check.Same(Check.Instant(text, "what was sent"), Check.Instant((string?)read["timestamp"], "timestamp"), "timestamp");
        }
    }

    [Requirement("Data 2.4.7", "4.2.4.1", "A timestamp in the future is accepted.", Should = true)]
    public static async Task A_future_timestamp_is_accepted(Lrs lrs) => _ = await StoredAsync(lrs, Sample.Statement(("timestamp", "\"2999-12-31T00:00:00Z\"")));

    [Requirement("Data 2.4.9", "4.2.4.2", "Every statement has an authority, which is an Agent or a Group.")]
    public static async Task Authority_is_filled_in(Lrs lrs)
    {
        var authority = (await StoredAsync(lrs, Sample.Statement()))["authority"]!.AsObject();
        string[] identifiers = ["mbox", "mbox_sha1sum", "openid", "account", "member"];
        Check.That(Array.Exists(identifiers, authority.ContainsKey), $"authority is {authority.ToJsonString()}.");
    }

    [Requirement("Data 2.4.9", "4.2.4.2", "An authority that the sender cannot prove is replaced.", Should = true)]
    public static async Task Authority_cannot_be_claimed(Lrs lrs)
    {
        var claimed = Sample.Agent();
        var read = await StoredAsync(lrs, Sample.Statement(("authority", claimed)));
        Check.That(!JsonNode.DeepEquals(read["authority"]!["mbox"], JsonNode.Parse(claimed)!["mbox"]), "The authority is what was claimed.");
    }

    [Requirement("Data 2.4.10", null, "A statement without version is returned with version 1.0.0.")]
    public static async Task Version_is_filled_in(Lrs lrs) => Check.Same("1.0.0", (string?)(await StoredAsync(lrs, Sample.Statement()))["version"], "version");

    [Requirement(null, "4.2.4.3", "A statement without version is returned with version 2.0.0.")]
    public static async Task Version_2_is_filled_in(Lrs lrs) => Check.Same("2.0.0", (string?)(await StoredAsync(lrs, Sample.Statement()))["version"], "version");

    [Requirement("Data 2.4.10", "4.2.4.3", "The version of a statement is kept.")]
    public static async Task Version_is_kept(Lrs lrs) => Check.Same("1.0.2", (string?)(await StoredAsync(lrs, Sample.Statement(("version", "\"1.0.2\""))))["version"], "version");

    [Requirement("Data 2.4.10", null, "A version that is not 1.0.x is refused.")]
    public static async Task An_unknown_version_is_refused(Lrs lrs)
    {
        foreach (var version in new[] { "\"0.9.5\"", "\"1.1.0\"", "\"3.0.0\"", "1" })
            (await lrs.PostAsync(Sample.Statement(("version", version)))).Is(400);
    }

    [Requirement("Communication 2.1.3", "4.1.6.1", "An exact statement is returned as it was received.")]
    public static async Task Everything_else_is_kept(Lrs lrs)
    {
        var sent = Sample.Statement(
            ("actor", """{"objectType":"Group","name":"Grüße 😀","member":[{"name":"b","mbox":"mailto:b@example.com"},{"mbox":"mailto:A@example.com"}]}"""),
            ("verb", """{"id":"http://example.com/verbs/did","display":{"en-US":"did","de":"tat"}}"""),
            ("object", """{"objectType":"Activity","id":"http://example.com/a?b=c#d","definition":{"name":{"en":"n"},"description":{"en":"d"},"type":"http://example.com/t","moreInfo":"http://example.com/m","extensions":{"http://example.com/e":null}}}"""),
            ("result", """{"score":{"scaled":-0.5,"raw":1.5,"min":0,"max":10},"success":false,"completion":true,"response":"","duration":"P1DT2H3M4.56S"}"""),
            ("context", """{"registration":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","platform":"p","revision":"r","language":"en-US","extensions":{"http://example.com/x":{"a":[1,null,{}]}}}"""),
            ("timestamp", "\"2015-11-18T12:17:00Z\""));
        var read = await StoredAsync(lrs, sent);
        foreach (var (name, value) in sent.Where(member => member.Key is not ("timestamp" or "id")))
            Check.That(JsonNode.DeepEquals(value, read[name]), $"{name} was {value!.ToJsonString()}, now it is {read[name]?.ToJsonString()}.");
    }

    private static async Task<JsonObject> StoredAsync(Lrs lrs, JsonObject statement)
    {
        await lrs.StoreAsync(statement);
        return (await lrs.ByIdAsync(Sample.IdOf(statement))).Is(200).Json.AsObject();
    }
}
