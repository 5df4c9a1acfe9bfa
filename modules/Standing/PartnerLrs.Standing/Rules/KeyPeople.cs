namespace PartnerLrs.Standing.Rules;

/// <summary>People without whom a partner would reach a lower tier: what is at risk if one of them leaves.</summary>
internal static class KeyPeople
{
    /// <summary>Each such person with the tier that would be reached without them; the lowest first, then by id.</summary>
    /// <param name="index">The policy.</param>
    /// <param name="facts">The partner's facts under that policy.</param>
    /// <param name="asOf">The instant (UTC).</param>
    public static IReadOnlyList<KeyPerson> Of(PolicyIndex index, PartnerFacts facts, DateTime asOf)
    {
        var policy = index.Policy;
        var united = Mergers.Unite(facts) with { Merges = [] };
        var reached = Tiers.Evaluate(policy, united, asOf);
        var rank = policy.RankOf(reached.Tier);
        // Only who counts for something that is met with nobody to spare can be missed.
        return
        [
            .. reached.Requirements
                .Where(requirement => requirement.Planned.Rank <= rank && requirement.Holders.Count > 0)
                .Where(requirement => requirement.Requirement is not Program.Contracts.HoldersRequirement || requirement.Have <= requirement.Need)
                .SelectMany(requirement => requirement.Holders)
                .Select(holder => holder.Person)
                .DistinctBy(person => person.PersonId)
                .Select(person => new KeyPerson(
                    person.PersonId, person.Name, Tiers.Evaluate(policy, united with { People = [.. united.People.Where(other => other != person)] }, asOf).Tier))
                .Where(person => policy.RankOf(person.TierWithout) < rank)
                .OrderBy(person => policy.RankOf(person.TierWithout))
                .ThenBy(person => person.Person, StringComparer.Ordinal),
        ];
    }
}
