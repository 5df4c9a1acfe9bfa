using PartnerLrs.Kernel;

namespace PartnerLrs.Standing.Rules;

/// <summary>
/// When somebody holds what is asked for: by an award of it, of what supersedes it, or of an equivalent as long as that counts.
/// </summary>
internal static class Holdings
{
    /// <summary>The award by which the person holds any of these certifications at an instant, the first named first; or null.</summary>
    public static AwardPeriod? At(PersonFacts person, IReadOnlyList<string> certifications, PolicyIndex index, DateTime asOf)
    {
        foreach (var certification in certifications)
        {
            foreach (var standIn in index.StandInsOf(certification))
            {
                if (asOf >= standIn.Until)
                    continue;
                foreach (var award in person.Awards)
                {
                    if (award.Certification == standIn.Certification && award.Covers(asOf))
                        return award;
                }
            }
        }
        return null;
    }

    /// <summary>The award by which the person held any of these certifications last before an instant, or holds it then; or null.</summary>
    public static AwardPeriod? LastBefore(PersonFacts person, IReadOnlyList<string> certifications, PolicyIndex index, DateTime asOf) => certifications
        .SelectMany(index.StandInsOf)
        .SelectMany(standIn => person.Awards.Where(award => award.Certification == standIn.Certification && award.EarnedAt <= asOf && award.EarnedAt < standIn.Until), (standIn, award) => (standIn, award))
        .OrderByDescending(pair => pair.award.Held.Until < pair.standIn.Until ? pair.award.Held.Until : pair.standIn.Until)
        .Select(pair => pair.award)
        .FirstOrDefault();

    /// <summary>When the person holds any of these certifications.</summary>
    /// <param name="person">The person.</param>
    /// <param name="certifications">The certifications.</param>
    /// <param name="index">The policy.</param>
    /// <param name="grace">How long what has ended goes on counting (rule 2); null for not at all.</param>
    public static IReadOnlyList<Interval> Of(PersonFacts person, IReadOnlyList<string> certifications, PolicyIndex index, CalendarPeriod? grace = null)
    {
        List<Interval>? held = null;
        foreach (var certification in certifications)
        {
            foreach (var standIn in index.StandInsOf(certification))
            {
                foreach (var award in person.Awards)
                {
                    if (award.Certification != standIn.Certification)
                        continue;
                    var until = award.Held.Until < standIn.Until ? award.Held.Until : standIn.Until;
                    if (award.EarnedAt < until)
                        (held ??= []).Add(new Interval(award.EarnedAt, grace is { } period ? period.EndAfter(until) : until));
                }
            }
        }
        return held is null ? [] : Interval.Union(held);
    }
}
