using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>What the tiers of a policy ask for, laid out for counting.</summary>
internal sealed class TierPlan
{
    private readonly List<HoldersRequirement> holders = [];
    private readonly List<MetricRequirement> metrics = [];
    private readonly List<PlannedRequirement> requirements = [];
    private readonly List<(int Rank, int Place, HoldersRequirement Requirement)>[] members;
    private readonly Dictionary<int, int> ranks;

    private TierPlan(ProgramPolicy policy)
    {
        Tiers = policy.Tiers;
        for (var rank = 0; rank < policy.Tiers.Count; rank++)
            requirements.AddRange(policy.Tiers[rank].Requires.Select(requirement => Lay(rank, policy.Tiers[rank], requirement)));
        var groups = holders.Select(requirement => requirement.Group).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        GroupOf = [.. holders.Select(requirement => requirement.Group is { } group ? groups.IndexOf(group) : -1)];
        ranks = RanksOf(requirements);
        members = [.. groups.Select(group => holders.Index().Where(holder => holder.Item.Group == group).Select(holder => (ranks[holder.Index], holder.Index, holder.Item)).ToList())];
        BitOf = [.. holders.Select((requirement, place) => requirement.Group is null ? 0 : members[groups.IndexOf(requirement.Group)].FindIndex(member => member.Place == place))];
        var sharing = policy.TierPolicy?.Sharing.ToDictionary(limit => limit.Group, limit => limit.PerPerson, StringComparer.Ordinal) ?? [];
        Groups =
        [
            .. from rank in Enumerable.Range(0, policy.Tiers.Count)
               from number in Enumerable.Range(0, groups.Count)
               where members[number].Exists(member => member.Rank == rank)
               select GroupPlan.Of(rank, number, sharing.GetValueOrDefault(groups[number], 1), [.. members[number].Where(member => member.Rank <= rank)]),
        ];
        GroupCount = groups.Count;
    }

    /// <summary>The tiers, lowest first.</summary>
    public IReadOnlyList<Tier> Tiers { get; }

    /// <summary>Every requirement of every tier, lowest tier first.</summary>
    public IReadOnlyList<PlannedRequirement> Requirements => requirements;

    /// <summary>Every requirement of people, those among alternatives included.</summary>
    public IReadOnlyList<HoldersRequirement> Holders => holders;

    /// <summary>Every requirement of a figure, those among alternatives included.</summary>
    public IReadOnlyList<MetricRequirement> Metrics => metrics;

    /// <summary>The number of each holder's group; -1 for none.</summary>
    public IReadOnlyList<int> GroupOf { get; }

    /// <summary>Each holder's number in its group.</summary>
    public IReadOnlyList<int> BitOf { get; }

    /// <summary>How many groups there are.</summary>
    public int GroupCount { get; }

    /// <summary>The places that each tier asks to fill in each group of which it has requirements.</summary>
    public IReadOnlyList<GroupPlan> Groups { get; }

    /// <summary>The plan of a policy.</summary>
    public static TierPlan Of(ProgramPolicy policy) => new(policy);

    /// <summary>The rank of the tier that one of <see cref="Holders"/> is of.</summary>
    public int RankOf(int place) => ranks[place];

    /// <summary>The rank of the highest tier whose requirements, and those of all lower tiers, are met; -1 for none.</summary>
    /// <param name="states">How each of <see cref="Requirements"/> stands.</param>
    public int Highest(IReadOnlyList<RequirementState> states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            if (!states[i].IsMet)
                return requirements[i].Rank - 1;
        }
        return Tiers.Count - 1;
    }

    /// <summary>How the requirements stand.</summary>
    /// <param name="have">How many people count for each of <see cref="Holders"/>.</param>
    /// <param name="figures">How each of <see cref="Metrics"/> stands.</param>
    public RequirementState[] Judge(IReadOnlyList<int> have, IReadOnlyList<RequirementState> figures) =>
        [.. requirements.Select(requirement => Judge(requirement, have, figures))];

    private static RequirementState Judge(PlannedRequirement planned, IReadOnlyList<int> have, IReadOnlyList<RequirementState> figures) => planned.Requirement switch
    {
        HoldersRequirement holders => new RequirementState(have[planned.Place], holders.Count, have[planned.Place] >= holders.Count),
        MetricRequirement => figures[planned.Place],
        _ => planned.Alternatives.Any(inner => Judge(inner, have, figures).IsMet) is var met ? new RequirementState(met ? 1 : 0, 1, met) : default,
    };

    private static Dictionary<int, int> RanksOf(IEnumerable<PlannedRequirement> requirements)
    {
        var found = new Dictionary<int, int>();
        foreach (var requirement in requirements)
        {
            if (requirement.Requirement is HoldersRequirement)
                found[requirement.Place] = requirement.Rank;
            foreach (var inner in RanksOf(requirement.Alternatives))
                found[inner.Key] = inner.Value;
        }
        return found;
    }

    private PlannedRequirement Lay(int rank, Tier tier, TierRequirement requirement)
    {
        switch (requirement)
        {
            case HoldersRequirement people:
                holders.Add(people);
                return new PlannedRequirement(rank, tier, requirement, requirement.Label, holders.Count - 1, []);
            case MetricRequirement figure:
                metrics.Add(figure);
                return new PlannedRequirement(rank, tier, requirement, requirement.Label, metrics.Count - 1, []);
            case AnyRequirement any:
                return new PlannedRequirement(rank, tier, requirement, requirement.Label, -1, [.. any.Any.Select(inner => Lay(rank, tier, inner))]);
            default:
                throw new InvalidOperationException($"Unknown requirement {requirement.GetType().Name}.");
        }
    }
}
