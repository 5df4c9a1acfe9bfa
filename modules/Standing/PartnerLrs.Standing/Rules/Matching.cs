namespace PartnerLrs.Standing.Rules;

/// <summary>
/// Fills the places of a group with people (rule 3): as many as can be filled at all, found by augmenting paths, not greedily. Requirements
/// are filled in order, and a later one never empties an earlier one's place.
/// </summary>
internal sealed class Matching
{
    private readonly IReadOnlyList<GroupSlots> slots;
    private readonly int perPerson;
    private readonly IReadOnlyList<(ulong Counts, int People)> candidates;
    private readonly int[,] filled;
    private readonly int[] load;

    private Matching(IReadOnlyList<GroupSlots> slots, int perPerson, IReadOnlyList<(ulong, int)> candidates)
    {
        this.slots = slots;
        this.perPerson = perPerson;
        this.candidates = candidates;
        filled = new int[candidates.Count, slots.Count];
        load = new int[candidates.Count];
    }

    /// <summary>How many places of each requirement are filled.</summary>
    public int[] Filled { get; private set; } = [];

    /// <summary>Fills the places.</summary>
    /// <param name="slots">The places, at most 64 kinds of them.</param>
    /// <param name="perPerson">In how many of them one person may count; never twice for one requirement.</param>
    /// <param name="candidates">People who are alike: for which of the requirements each of them counts, as bits, and how many they are.</param>
    public static Matching Of(IReadOnlyList<GroupSlots> slots, int perPerson, IReadOnlyList<(ulong Counts, int People)> candidates)
    {
        var matching = new Matching(slots, perPerson, candidates);
        matching.Filled = [.. slots.Select((wanted, slot) => matching.Fill(slot, wanted.Need))];
        return matching;
    }

    /// <summary>How many of these people fill places of a requirement.</summary>
    public int FilledBy(int candidate, int slot) => filled[candidate, slot];

    private int Fill(int slot, int need)
    {
        var have = 0;
        while (have < need)
        {
            var more = Augment(slot, need - have, new bool[candidates.Count]);
            if (more == 0)
                break;
            have += more;
        }
        return have;
    }

    /// <summary>Finds people for a requirement, if need be by finding others for the places that they fill now.</summary>
    private int Augment(int slot, int want, bool[] asked)
    {
        for (var candidate = 0; candidate < candidates.Count; candidate++)
        {
            var (counts, people) = candidates[candidate];
            var free = Math.Min(people - filled[candidate, slot], (perPerson * people) - load[candidate]);
            if ((counts & (1UL << slot)) == 0 || free <= 0)
                continue;
            var some = Math.Min(want, free);
            filled[candidate, slot] += some;
            load[candidate] += some;
            return some;
        }
        for (var candidate = 0; candidate < candidates.Count; candidate++)
        {
            var (counts, people) = candidates[candidate];
            var free = people - filled[candidate, slot];
            if (asked[candidate] || (counts & (1UL << slot)) == 0 || free <= 0)
                continue;
            asked[candidate] = true;
            for (var other = 0; other < slots.Count; other++)
            {
                if (other == slot || filled[candidate, other] == 0)
                    continue;
                var moved = Augment(other, Math.Min(Math.Min(want, free), filled[candidate, other]), asked);
                if (moved == 0)
                    continue;
                filled[candidate, other] -= moved;
                filled[candidate, slot] += moved;
                return moved;
            }
        }
        return 0;
    }
}
