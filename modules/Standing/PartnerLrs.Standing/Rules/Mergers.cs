namespace PartnerLrs.Standing.Rules;

/// <summary>
/// Rule 7: from a merge on, until it is undone, the people and the deals of both partners are those of the one that goes on, people who belonged to both
/// once. That both sets of benefits last until the next review is <see cref="TierLifts"/>' part.
/// </summary>
internal static class Mergers
{
    /// <summary>The facts with all that came by merges.</summary>
    public static PartnerFacts Unite(PartnerFacts facts)
    {
        if (facts.Merges.Count == 0)
            return facts;
        var people = facts.People.ToDictionary(person => person.PersonId, StringComparer.Ordinal);
        var deals = facts.Commercial.Deals.ToList();
        foreach (var merge in facts.Merges)
        {
            var absorbed = Unite(merge.Absorbed);
            foreach (var person in absorbed.People)
            {
                var memberships = person.Memberships
                    .SelectMany(membership => Interval.Intersection([membership.Counted], [merge.Together])
                        .Select(both => membership with { From = both.From, To = Instants.EndOrNull(both.Until) }))
                    .ToList();
                people[person.PersonId] = people.TryGetValue(person.PersonId, out var known)
                    ? known with { Memberships = [.. known.Memberships, .. memberships] }
                    : person with { Memberships = memberships };
            }
            deals.AddRange(
                from deal in absorbed.Commercial.Deals
                from both in Interval.Intersection([deal.Belongs], [merge.Together])
                select deal with { Belongs = both });
        }
        return facts with { People = [.. people.Values], Commercial = new CommercialFacts(deals) };
    }
}
