using System.Text.Encodings.Web;
using System.Text.Json;
using PartnerLrs.Xapi;

namespace PartnerLrs.Lrs.Agents;

/// <summary>The Person object (xAPI 1.0.3 Communication 2.4): what an Agent holds, each as an array. Arrays without members are left out.</summary>
internal static class Person
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object as JSON; equal names and identifiers stand once.</summary>
    public static byte[] ToJson(IReadOnlyList<string> names, IReadOnlyList<AgentIdentifier> identifiers)
    {
        var distinct = identifiers.DistinctBy(identifier => identifier.Canonical()).ToLookup(identifier => identifier.Kind);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("objectType", "Person");
            WriteTexts(writer, "name", names.Distinct(StringComparer.Ordinal));
            WriteTexts(writer, "mbox", distinct[AgentIdentifierKind.Mbox].Select(identifier => identifier.Value));
            WriteTexts(writer, "mbox_sha1sum", distinct[AgentIdentifierKind.MboxSha1Sum].Select(identifier => identifier.Value));
            WriteTexts(writer, "openid", distinct[AgentIdentifierKind.OpenId].Select(identifier => identifier.Value));
            WriteAccounts(writer, distinct[AgentIdentifierKind.Account]);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        if (all.Count == 0)
            return;
        writer.WriteStartArray(name);
        all.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
    }

    private static void WriteAccounts(Utf8JsonWriter writer, IEnumerable<AgentIdentifier> accounts)
    {
        var all = accounts.ToList();
        if (all.Count == 0)
            return;
        writer.WriteStartArray("account");
        foreach (var account in all)
        {
            writer.WriteStartObject();
            writer.WriteString("homePage", account.HomePage);
            writer.WriteString("name", account.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
