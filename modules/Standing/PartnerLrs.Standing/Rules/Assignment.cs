namespace PartnerLrs.Standing.Rules;

/// <summary>
/// Fills places with people at the least cost: as many places as can be filled, and of all ways of doing that the cheapest
/// (minimum-cost flow by successive shortest paths).
/// </summary>
internal sealed class Assignment
{
    private readonly int people;
    private readonly int[] need;
    private readonly int perPerson;
    private readonly int?[,] cost;
    private readonly bool[,] fills;
    private readonly int[] load;
    private readonly int[] filled;

    private Assignment(int perPerson, IReadOnlyList<int> need, int?[,] cost)
    {
        people = cost.GetLength(0);
        this.need = [.. need];
        this.perPerson = perPerson;
        this.cost = cost;
        fills = new bool[people, need.Count];
        load = new int[people];
        filled = new int[need.Count];
    }

    /// <summary>Fills the places.</summary>
    /// <param name="perPerson">How many places one person may fill; never two of one kind.</param>
    /// <param name="need">How many places of each kind there are.</param>
    /// <param name="cost">What it costs to fill a place with a person, by person and kind; null where that cannot be.</param>
    /// <returns>Who fills which kind of place.</returns>
    public static bool[,] Of(int perPerson, IReadOnlyList<int> need, int?[,] cost)
    {
        var assignment = new Assignment(perPerson, need, cost);
        while (assignment.FillOne())
        {
        }
        return assignment.fills;
    }

    /// <summary>Fills one more place along the cheapest way that changes who fills which, if there is any.</summary>
    private bool FillOne()
    {
        // Nodes: people, then kinds of places. From a person with room to a kind with room; back along places that are filled.
        var nodes = people + need.Length;
        var distance = new long[nodes];
        var from = new int[nodes];
        Array.Fill(distance, long.MaxValue);
        for (var person = 0; person < people; person++)
        {
            if (load[person] < perPerson)
                distance[person] = 0;
            from[person] = -1;
        }
        for (var changed = true; changed;)
        {
            changed = false;
            for (var person = 0; person < people; person++)
            {
                for (var kind = 0; kind < need.Length; kind++)
                {
                    if (cost[person, kind] is not { } price)
                        continue;
                    var (start, end, step) = fills[person, kind] ? (people + kind, person, -(long)price) : (person, people + kind, price);
                    if (distance[start] == long.MaxValue || distance[start] + step >= distance[end])
                        continue;
                    distance[end] = distance[start] + step;
                    from[end] = start;
                    changed = true;
                }
            }
        }
        var best = -1;
        for (var kind = 0; kind < need.Length; kind++)
        {
            if (filled[kind] < need[kind] && distance[people + kind] < long.MaxValue && (best < 0 || distance[people + kind] < distance[people + best]))
                best = kind;
        }
        if (best < 0)
            return false;
        filled[best]++;
        var node = people + best;
        while (from[node] >= 0)
        {
            var before = from[node];
            if (node >= people)
                fills[before, node - people] = true;
            else
                fills[node, before - people] = false;
            node = before;
        }
        load[node]++;
        return true;
    }
}
