using PartnerLrs.Kernel;

namespace PartnerLrs.Program.Documents;

/// <summary>Gathers what is wrong with a policy.</summary>
internal sealed class PolicyErrors
{
    private readonly List<Error> errors = [];

    /// <summary>What was found, in the order of finding.</summary>
    public IReadOnlyList<Error> All => errors;

    /// <summary>Adds an error.</summary>
    public void Add(string code, string message, string pointer) => errors.Add(Error.Invalid(code, message, pointer));

    /// <summary>Says that a reference does not resolve.</summary>
    /// <param name="what">What kind of thing it refers to.</param>
    /// <param name="id">The reference.</param>
    /// <param name="known">The ids that there are.</param>
    /// <param name="pointer">Where the reference is.</param>
    public void Unknown(string what, string id, IEnumerable<string> known, string pointer)
    {
        var names = known.Take(20).Select(name => $"\"{name}\"").ToList();
        var expected = names.Count == 0 ? $"the document defines no {what}" : $"defined are {string.Join(", ", names)}";
        Add($"unknown-{what}", $"The {what} \"{id}\" is not defined; {expected}.", pointer);
    }

    /// <summary>Says that a reference does not resolve, if it is not among the ids that there are.</summary>
    /// <returns>Whether it resolves.</returns>
    public bool Known(string what, string id, IEnumerable<string> known, string pointer)
    {
        if (known.Contains(id))
            return true;
        Unknown(what, id, known, pointer);
        return false;
    }

    /// <summary>Says which ids are not the first of their kind.</summary>
    /// <param name="pointer">Where the list is.</param>
    /// <param name="ids">The ids of its items.</param>
    /// <param name="what">What they are ids of.</param>
    public void Unique(string pointer, IEnumerable<string> ids, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, id) in ids.Index())
        {
            if (!seen.Add(id))
                Add("duplicate-id", $"The {what} \"{id}\" is already defined.", $"{pointer}/{i}/id");
        }
    }

    /// <summary>Says where references lead back to where they start.</summary>
    /// <param name="nodes">The things that refer, each with where it is and to what it refers.</param>
    /// <param name="property">The property that refers, for the message and the pointer.</param>
    /// <param name="what">What kind of thing refers.</param>
    public void Cycles(IReadOnlyList<(string Id, string Pointer, IReadOnlyList<string> To)> nodes, string property, string what)
    {
        var to = nodes.GroupBy(node => node.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().To, StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, pointer, _) in nodes)
        {
            if (told.Contains(id) || WayBack(id, to) is not { } way)
                continue;
            told.UnionWith(way);
            Add("cycle", $"The {property} of the {what} \"{id}\" lead back to itself: {string.Join(" → ", way.Append(id))}.", $"{pointer}/{property}");
        }
    }

    private static List<string>? WayBack(string start, Dictionary<string, IReadOnlyList<string>> to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Walk([start]);

        List<string>? Walk(List<string> way)
        {
            foreach (var next in to.GetValueOrDefault(way[^1], []))
            {
                if (next == start)
                    return way;
                if (seen.Add(next) && Walk([.. way, next]) is { } found)
                    return found;
            }
            return null;
        }
    }
}
