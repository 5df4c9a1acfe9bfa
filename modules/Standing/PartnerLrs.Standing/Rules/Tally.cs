namespace PartnerLrs.Standing.Rules;

/// <summary>How many people count for each requirement at the instant that a sweep has come to.</summary>
internal sealed class Tally
{
    private readonly TierPlan plan;
    private readonly int[] have;

    /// <summary>For each group who counts for which of its requirements, as bits; and how many people are alike in that.</summary>
    private readonly ulong[][] counts;
    private readonly Dictionary<ulong, int>[] alike;
    private readonly bool[] changed;

    public Tally(TierPlan plan, int people)
    {
        this.plan = plan;
        have = new int[plan.Holders.Count];
        counts = [.. Enumerable.Range(0, plan.GroupCount).Select(_ => new ulong[people])];
        alike = [.. Enumerable.Range(0, plan.GroupCount).Select(_ => new Dictionary<ulong, int>())];
        changed = new bool[plan.GroupCount];
    }

    /// <summary>Somebody comes to count for a requirement, or no longer does.</summary>
    public void Step(int place, int person, bool comes)
    {
        var group = plan.GroupOf[place];
        if (group < 0)
        {
            have[place] += comes ? 1 : -1;
            return;
        }
        var before = counts[group][person];
        var after = before ^ (1UL << plan.BitOf[place]);
        counts[group][person] = after;
        Count(alike[group], before, -1);
        Count(alike[group], after, 1);
        changed[group] = true;
    }

    /// <summary>How many people count for each requirement of the plan: in a group, how many places are filled.</summary>
    public IReadOnlyList<int> Have()
    {
        foreach (var group in plan.Groups)
        {
            if (!changed[group.Group])
                continue;
            var people = alike[group.Group].Where(pair => pair.Key != 0).OrderBy(pair => pair.Key).Select(pair => (Tiers.BySlot(group, plan, pair.Key), pair.Value)).ToList();
            var filled = Matching.Of(group.Slots, group.PerPerson, people).Filled;
            for (var slot = 0; slot < filled.Length; slot++)
            {
                if (group.Slots[slot].IsOwn)
                    have[group.Slots[slot].Place] = filled[slot];
            }
        }
        Array.Clear(changed);
        return have;
    }

    private static void Count(Dictionary<ulong, int> alike, ulong counts, int step)
    {
        if (counts == 0)
            return;
        var people = alike.GetValueOrDefault(counts) + step;
        if (people == 0)
            alike.Remove(counts);
        else
            alike[counts] = people;
    }
}
