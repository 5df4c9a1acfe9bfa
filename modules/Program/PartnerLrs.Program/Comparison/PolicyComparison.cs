using System.Text.Json;
using PartnerLrs.Program.Contracts;
using PartnerLrs.Program.Documents;

namespace PartnerLrs.Program.Comparison;

/// <summary>
/// What differs between two policy documents, by id and property. Things that have an id are followed by it, wherever they stand; their
/// order is told where it changes. Of other lists it is told what came and went.
/// </summary>
internal static class PolicyComparison
{
    /// <summary>The differences, in the order of the documents.</summary>
    /// <param name="from">A document in UTF-8 of sound syntax.</param>
    /// <param name="to">The other one.</param>
    public static IReadOnlyList<PolicyChange> Of(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to)
    {
        using var left = JsonDocument.Parse(PolicyDocument.WithoutMark(from));
        using var right = JsonDocument.Parse(PolicyDocument.WithoutMark(to));
        return [.. Values("", left.RootElement.Clone(), right.RootElement.Clone())];
    }

    private static IEnumerable<PolicyChange> Values(string path, JsonElement from, JsonElement to)
    {
        if (JsonElement.DeepEquals(from, to))
            return [];
        return (from.ValueKind, to.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => Named(path, Properties(from), Properties(to)),
            (JsonValueKind.Array, JsonValueKind.Array) when HaveIds(from) && HaveIds(to) => Named(path, ById(from), ById(to)).Concat(Order(path, from, to)),
            (JsonValueKind.Array, JsonValueKind.Array) => Items(path, from, to),
            _ => [new PolicyChange("changed", path, from, to)],
        };
    }

    private static IEnumerable<PolicyChange> Named(string path, IReadOnlyList<(string Name, JsonElement Value)> from, IReadOnlyList<(string Name, JsonElement Value)> to)
    {
        var (before, after) = (from.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), to.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));
        foreach (var (name, value) in from)
        {
            if (!after.TryGetValue(name, out var now))
                yield return new PolicyChange("removed", Join(path, name), value, null);
            else
            {
                foreach (var change in Values(Join(path, name), value, now))
                    yield return change;
            }
        }
        foreach (var (name, value) in to.Where(pair => !before.ContainsKey(pair.Name)))
            yield return new PolicyChange("added", Join(path, name), null, value);
    }

    /// <summary>Items that are in one list and not in the other, each as often as it is there more often; their order, if that is all.</summary>
    private static List<PolicyChange> Items(string path, JsonElement from, JsonElement to)
    {
        var (gone, come) = (from.EnumerateArray().ToList(), to.EnumerateArray().ToList());
        foreach (var item in gone.ToList())
        {
            var same = come.FindIndex(other => JsonElement.DeepEquals(other, item));
            if (same < 0)
                continue;
            come.RemoveAt(same);
            gone.Remove(item);
        }
        return gone.Count == 0 && come.Count == 0
            ? [new PolicyChange("changed", path, from, to)]
            : [.. gone.Select(item => new PolicyChange("removed", path, item, null)), .. come.Select(item => new PolicyChange("added", path, null, item))];
    }

    private static IEnumerable<PolicyChange> Order(string path, JsonElement from, JsonElement to)
    {
        var (before, after) = (Ids(from), Ids(to));
        if (!before.Where(after.Contains).SequenceEqual(after.Where(before.Contains), StringComparer.Ordinal))
            yield return new PolicyChange("changed", Join(path, "(order)"), JsonSerializer.SerializeToElement(before), JsonSerializer.SerializeToElement(after));
    }

    private static bool HaveIds(JsonElement array) =>
        array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
        && Ids(array).Distinct(StringComparer.Ordinal).Count() == array.GetArrayLength();

    private static List<string> Ids(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static List<(string, JsonElement)> ById(JsonElement array) => [.. array.EnumerateArray().Select(item => (item.GetProperty("id").GetString()!, item))];

    private static List<(string, JsonElement)> Properties(JsonElement owner) => [.. owner.EnumerateObject().Select(property => (property.Name, property.Value))];

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
