using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>What a gate asks of those who work on a deal, as the times at which it is met.</summary>
/// <param name="Code">The reason when it is not met.</param>
/// <param name="Label">What is asked for, in one line.</param>
/// <param name="Met">When it is met, in order.</param>
internal sealed record DealConditions(string Code, string Label, IReadOnlyList<Interval> Met)
{
    /// <summary>The conditions of a gate for a deal.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="index">The policy.</param>
    /// <param name="facts">The partner's facts under that policy, merges applied.</param>
    /// <param name="deal">The deal.</param>
    public static IReadOnlyList<DealConditions> Of(Gate gate, PolicyIndex index, PartnerFacts facts, DealQuestion deal)
    {
        var conditions = new List<DealConditions>();
        if (gate.Holder is { } holder)
        {
            var label = $"{(holder.Who == GateHolderWho.Registrant ? "registrant" : "team")} holds {string.Join(" or ", holder.Certifications)}";
            var people = holder.Who == GateHolderWho.Registrant ? [deal.Registrant] : deal.Team.Append(deal.Registrant);
            conditions.Add(people.All(id => id is null)
                ? new DealConditions(GateReasonCodes.RegistrantMissing, label, [])
                : new DealConditions(GateReasonCodes.HolderMissing, label, HeldBy(Named(facts, people), holder.Certifications, index)));
        }
        // A question that names no product is about none.
        if (gate.Product is { } match && deal.Product is { } product)
        {
            var label = $"{(match == GateProductMatch.Registrant ? "registrant" : "somebody")} is certified for {product}";
            var certifications = index.Policy.Certifications.Where(certification => certification.Product == product).Select(certification => certification.Id).ToList();
            conditions.Add(match == GateProductMatch.Registrant && deal.Registrant is null
                ? new DealConditions(GateReasonCodes.RegistrantMissing, label, [])
                : new DealConditions(
                    GateReasonCodes.ProductMismatch,
                    label,
                    HeldBy(match == GateProductMatch.Partner ? facts.People : Named(facts, [deal.Registrant]), certifications, index)));
        }
        return conditions;
    }

    private static IEnumerable<PersonFacts> Named(PartnerFacts facts, IEnumerable<string?> ids) =>
        facts.People.Where(person => ids.Contains(person.PersonId));

    private static IReadOnlyList<Interval> HeldBy(IEnumerable<PersonFacts> people, IReadOnlyList<string> certifications, PolicyIndex index) =>
        Interval.Union(people.SelectMany(person => Interval.Intersection(person.Counted(), Holdings.Of(person, certifications, index))));
}
