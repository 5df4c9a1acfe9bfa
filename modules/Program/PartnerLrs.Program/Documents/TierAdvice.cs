using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Tiers that open or add nothing, ask less than a lower one, or cannot be reached.</summary>
internal static class TierAdvice
{
    public static IEnumerable<PolicyAdvice> Of(ProgramPolicy policy, Attainability attainable)
    {
        var lower = new List<(Tier Tier, TierRequirement Requirement)>();
        for (var i = 0; i < policy.Tiers.Count; i++)
        {
            var tier = policy.Tiers[i];
            if (!policy.Benefits.Any(benefit => benefit.Tier == tier.Id))
                yield return new PolicyAdvice("tier-opens-nothing", $"The tier \"{tier.Id}\" opens nothing: no benefit begins at it.", $"/tiers/{i}");
            if (i > 0 && tier.Requires.All(requirement => lower.Exists(known => Implies(known.Requirement, requirement))))
                yield return new PolicyAdvice("tier-adds-nothing", $"The tier \"{tier.Id}\" asks for nothing that \"{policy.Tiers[i - 1].Id}\" and those below it do not ask for already: whoever has that has this.", $"/tiers/{i}");
            for (var j = 0; j < tier.Requires.Count; j++)
            {
                var requirement = tier.Requires[j];
                if (!attainable.CanMeet(requirement))
                    yield return new PolicyAdvice("tier-unreachable", $"Nobody can meet \"{requirement.Label}\", so no partner can reach the tier \"{tier.Id}\".", $"/tiers/{i}/requires/{j}");
                if (lower.FirstOrDefault(known => AsksMore(known.Requirement, requirement)) is { Tier: { } below } more)
                    yield return new PolicyAdvice("tier-asks-less", $"The lower tier \"{below.Id}\" asks for more of the same: {more.Requirement.Label}. What a tier asks for includes what those below it ask for.", $"/tiers/{i}/requires/{j}");
            }
            lower.AddRange(tier.Requires.Select(requirement => (tier, requirement)));
        }
        var groups = policy.Tiers.SelectMany(tier => tier.Requires).SelectMany(requirement => requirement.Leaves()).OfType<HoldersRequirement>()
            .Select(requirement => requirement.Group).ToHashSet();
        for (var i = 0; i < (policy.TierPolicy?.Sharing.Count ?? 0); i++)
        {
            if (!groups.Contains(policy.TierPolicy!.Sharing[i].Group))
                yield return new PolicyAdvice("group-unused", $"No requirement is of the group \"{policy.TierPolicy.Sharing[i].Group}\".", $"/tierPolicy/sharing/{i}/group");
        }
    }

    private static bool Implies(TierRequirement known, TierRequirement requirement) => (known, requirement) switch
    {
        (HoldersRequirement one, HoldersRequirement other) => one.AsksForTheSameAs(other) && one.Count >= other.Count,
        (MetricRequirement one, MetricRequirement other) => IsTheSameFigure(one, other) && one.AtLeast >= other.AtLeast,
        (_, AnyRequirement any) => any.Any.Any(inner => Implies(known, inner)),
        _ => false,
    };

    private static bool AsksMore(TierRequirement known, TierRequirement requirement) => (known, requirement) switch
    {
        (HoldersRequirement one, HoldersRequirement other) => one.AsksForTheSameAs(other) && one.Count > other.Count,
        (MetricRequirement one, MetricRequirement other) => IsTheSameFigure(one, other) && one.AtLeast > other.AtLeast,
        _ => false,
    };

    private static bool IsTheSameFigure(MetricRequirement one, MetricRequirement other) => one with { AtLeast = other.AtLeast } == other;
}
