using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>What anybody could ever complete or hold from an instant on. For policies without errors.</summary>
internal sealed class Attainability
{
    private readonly HashSet<string> completable = new(StringComparer.Ordinal);
    private readonly HashSet<string> holdable = new(StringComparer.Ordinal);

    /// <summary>Works it out: what follows from nothing, then what follows from that, until nothing more does. Circles so come to nothing.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="now">The instant (UTC).</param>
    public Attainability(ProgramPolicy policy, DateTime now)
    {
        Close(completable, policy.Courses, course => course.Id, course =>
            course.TrustedAuthorities.Count > 0 || course.TrustedSigners.Count > 0 || course.Equivalents.Any(completable.Contains));
        var replacing = policy.Certifications
            .SelectMany(certification => certification.Supersedes, (certification, superseded) => (certification.Id, superseded))
            .ToLookup(pair => pair.superseded, pair => pair.Id, StringComparer.Ordinal);
        Close(holdable, policy.Certifications, certification => certification.Id, certification =>
            (CanSatisfy(certification.Requires) && certification.Prerequisites.All(holdable.Contains))
            || replacing[certification.Id].Any(holdable.Contains)
            || certification.Equivalents.Any(equivalent => equivalent.Until > now && holdable.Contains(equivalent.Certification)));
    }

    /// <summary>Whether there is anybody whose statements about the course are believed.</summary>
    public bool CanComplete(string course) => completable.Contains(course);

    /// <summary>Whether anybody can count as a holder of the certification: by earning it, or one that stands for it.</summary>
    public bool CanHold(string certification) => holdable.Contains(certification);

    /// <summary>Whether the requirement can be met.</summary>
    public bool CanMeet(TierRequirement requirement) => requirement switch
    {
        HoldersRequirement holders => holders.Certifications.Any(CanHold),
        AnyRequirement any => any.Any.Any(CanMeet),
        _ => true,
    };

    private static void Close<T>(HashSet<string> reached, IReadOnlyList<T> items, Func<T, string> id, Func<T, bool> follows)
    {
        int before;
        do
        {
            before = reached.Count;
            reached.UnionWith([.. items.Where(item => !reached.Contains(id(item)) && follows(item)).Select(id)]);
        }
        while (reached.Count > before);
    }

    private bool CanSatisfy(CourseRule rule) => rule switch
    {
        OneCourse one => completable.Contains(one.Course),
        AllOf all => all.Rules.All(CanSatisfy),
        AnyOf any => any.Rules.Any(CanSatisfy),
        AtLeast some => some.Of.Count(CanSatisfy) >= some.Count,
        _ => throw new InvalidOperationException($"Unknown rule {rule.GetType().Name}."),
    };
}
