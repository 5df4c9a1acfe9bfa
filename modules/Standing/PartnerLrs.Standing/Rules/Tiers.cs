using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>Which tier a partner has (rules 3 and 5): requirements are cumulative and count distinct people who count for it now.</summary>
internal static class Tiers
{
    /// <summary>The tier at an instant.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="facts">The partner's facts under that policy.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static TierStanding Evaluate(ProgramPolicy policy, PartnerFacts facts, DateTime asOf)
    {
        var people = facts.People.Where(person => person.CountsAt(asOf)).ToList();
        var requirements = RequirementsOf(policy).Select(pair => Stand(pair.Tier, pair.Requirement, people, asOf)).ToList();
        return new TierStanding(Highest(policy, [.. requirements.Select(requirement => requirement.Have)]), requirements);
    }

    /// <summary>Every requirement of every tier, lowest tier first: the order in which counts are given to <see cref="Highest"/>.</summary>
    internal static IEnumerable<(Tier Tier, HoldersRequirement Requirement)> RequirementsOf(ProgramPolicy policy) =>
        policy.Tiers.SelectMany(tier => tier.Requires.OfType<HoldersRequirement>(), (tier, requirement) => (tier, requirement));

    /// <summary>The id of the highest tier that these counts reach, null for none.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="have">How many people count for each requirement, in the order of <see cref="RequirementsOf"/>.</param>
    internal static string? Highest(ProgramPolicy policy, IReadOnlyList<int> have)
    {
        string? highest = null;
        var next = 0;
        foreach (var tier in policy.Tiers)
        {
            foreach (var requirement in tier.Requires.OfType<HoldersRequirement>())
            {
                if (have[next++] < requirement.Count)
                    return highest;
            }
            highest = tier.Id;
        }
        return highest;
    }

    private static RequirementStanding Stand(Tier tier, HoldersRequirement requirement, List<PersonFacts> people, DateTime asOf)
    {
        var holders = new List<Holder>();
        foreach (var person in people)
        {
            if (person.AwardHeldAt(asOf, requirement.Certifications) is { } award)
                holders.Add(new Holder(person, award));
        }
        return new RequirementStanding(tier.Id, requirement, holders.Count, requirement.Count, holders);
    }
}
