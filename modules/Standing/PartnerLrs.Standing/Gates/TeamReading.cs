using System.Text.Json;
using PartnerLrs.Platform.Upserts;

namespace PartnerLrs.Standing.Gates;

/// <summary>Reads the people of a deal's team.</summary>
internal static class TeamReading
{
    /// <summary>A list of people, by id or <c>system:externalId</c>; empty when it is left out, and with an error where it is not such a list.</summary>
    /// <param name="reader">The object.</param>
    /// <param name="name">The list's name.</param>
    /// <param name="maximum">The most that are taken.</param>
    public static IReadOnlyList<string> References(this ObjectReader reader, string name, int maximum)
    {
        var people = new List<string>();
        foreach (var element in reader.List(name, 0, maximum, required: false) ?? [])
        {
            if ((element.ValueKind == JsonValueKind.String ? ObjectReader.TextOf(element.GetString) : null) is { } person)
                people.Add(person);
            else
                reader.FailAt(name, people.Count, "wrong-type", $"{name}: expected an id or system:externalId, found {ObjectReader.Found(element)}.");
        }

        return people;
    }
}
