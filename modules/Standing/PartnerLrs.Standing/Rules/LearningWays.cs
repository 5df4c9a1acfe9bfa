using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>What it would take each of a partner's people to count for its requirements; each answer is worked out once.</summary>
internal sealed class LearningWays
{
    private readonly PolicyIndex index;
    private readonly DateTime asOf;
    private readonly Dictionary<HoldersRequirement, IReadOnlyList<LearningWay>> ways = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Person, string Certification), RemainingPath> paths = [];

    /// <summary>Looks at a partner's people at an instant.</summary>
    public LearningWays(PolicyIndex index, PartnerFacts facts, DateTime asOf)
    {
        this.index = index;
        this.asOf = asOf;
        People = [.. facts.People.Where(person => person.CountsAt(asOf))];
    }

    /// <summary>Those who count for the partner then.</summary>
    public IReadOnlyList<PersonFacts> People { get; }

    /// <summary>How many count for a requirement now.</summary>
    public int Holding(HoldersRequirement requirement) => People.Count(person => Holds(person, requirement));

    /// <summary>Those who could come to count for a requirement and do not now, each by the shortest path, the shortest first and then by id.</summary>
    public IReadOnlyList<LearningWay> To(HoldersRequirement requirement)
    {
        if (!ways.TryGetValue(requirement, out var known))
        {
            ways[requirement] = known =
            [
                .. People.Where(person => person.CountsAt(asOf, requirement.Role) && !Holds(person, requirement))
                    .Select(person => new LearningWay(person, Shortest(person, requirement)))
                    .OrderBy(way => way.Path.Minutes)
                    .ThenBy(way => way.Person.PersonId, StringComparer.Ordinal),
            ];
        }
        return known;
    }

    /// <summary>What it takes a person to count for a requirement, in minutes: nothing for who counts now; null where the role is lacking.</summary>
    public int? CostOf(PersonFacts person, HoldersRequirement requirement) =>
        Holds(person, requirement) ? 0 : person.CountsAt(asOf, requirement.Role) ? Shortest(person, requirement).Minutes : null;

    private bool Holds(PersonFacts person, HoldersRequirement requirement) =>
        person.CountsAt(asOf, requirement.Role) && Holdings.At(person, requirement.Certifications, index, asOf) is not null;

    private RemainingPath Shortest(PersonFacts person, HoldersRequirement requirement) => requirement.Certifications
        .SelectMany(index.StandInsOf)
        .Where(standIn => asOf < standIn.Until)
        .Select(standIn => standIn.Certification)
        .Distinct(StringComparer.Ordinal)
        .Select(id => PathTo(person, id))
        .MinBy(path => path.Minutes)!;

    private RemainingPath PathTo(PersonFacts person, string certification)
    {
        if (!paths.TryGetValue((person.PersonId, certification), out var known))
            paths[(person.PersonId, certification)] = known = RemainingPath.For(index.Policy, index.Certification(certification), person, asOf);
        return known;
    }
}
