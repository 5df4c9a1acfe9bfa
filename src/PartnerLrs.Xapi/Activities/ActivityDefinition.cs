using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerLrs.Xapi;

/// <summary>Brings together what statements say of one activity (xAPI 1.0.3 Data 2.4.4.1, Communication 2.5).</summary>
public static class ActivityDefinition
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = StatementWalker.MaxDepth };
    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = StatementWalker.MaxDepth };
    private static readonly string[] Maps = ["name", "description", "extensions"];
    private static readonly string[] Interaction = ["interactionType", "correctResponsesPattern", "choices", "scale", "source", "target", "steps"];

    /// <summary>
    /// Adds a definition to what is held: languages and extensions are joined, the rest is taken from the newer one. An interaction is taken whole,
    /// because parts of two do not make one.
    /// </summary>
    /// <param name="held">What is held, a JSON object in UTF-8; empty when nothing is.</param>
    /// <param name="added">The newer definition, valid.</param>
    /// <returns>The definition to hold.</returns>
    public static byte[] Merge(ReadOnlySpan<byte> held, ReadOnlySpan<byte> added)
    {
        if (held.IsEmpty)
            return added.ToArray();
        var into = JsonNode.Parse(held, documentOptions: Reading)!.AsObject();
        var from = JsonNode.Parse(added, documentOptions: Reading)!.AsObject();
        if (from.ContainsKey("interactionType"))
        {
            foreach (var name in Interaction)
                into.Remove(name);
        }

        foreach (var (name, value) in from)
        {
            if (Maps.Contains(name) && into[name] is JsonObject map)
            {
                foreach (var (key, entry) in value!.AsObject())
                    map[key] = entry?.DeepClone();
            }
            else
            {
                into[name] = value?.DeepClone();
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(into, Writing);
    }
}
