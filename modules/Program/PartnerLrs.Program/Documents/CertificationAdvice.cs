using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Certifications that open nothing or that nobody can earn, and shortcuts that are none.</summary>
internal static class CertificationAdvice
{
    public static IEnumerable<PolicyAdvice> Of(ProgramPolicy policy, Attainability attainable, DateTime now)
    {
        var useful = Useful(policy);
        for (var i = 0; i < policy.Certifications.Count; i++)
        {
            var certification = policy.Certifications[i];
            var pointer = $"/certifications/{i}";
            if (!useful.Contains(certification.Id))
                yield return new PolicyAdvice("certification-opens-nothing", $"The certification \"{certification.Id}\" opens nothing: no tier, gate or other certification asks for it. Content that opens nothing is seldom learned.", pointer);
            if (!attainable.CanHold(certification.Id))
                yield return new PolicyAdvice("certification-nobody-can-earn", $"Nobody can earn the certification \"{certification.Id}\": a course that it needs cannot be completed, or a certification that it needs cannot be earned.", pointer);
            for (var j = 0; j < certification.Equivalents.Count; j++)
            {
                if (certification.Equivalents[j].Until <= now)
                    yield return new PolicyAdvice("equivalent-past", $"The certification \"{certification.Equivalents[j].Certification}\" no longer counts as \"{certification.Id}\".", $"{pointer}/equivalents/{j}/until");
            }
            for (var j = 0; j < (certification.ReleasePolicy?.Deltas.Count ?? 0); j++)
            {
                var (delta, path) = (Minutes(certification.ReleasePolicy!.Deltas[j].Requires, policy), Minutes(certification.Requires, policy));
                if (delta > path)
                    yield return new PolicyAdvice("delta-too-long", $"This delta takes {delta} minutes, longer than the full path to \"{certification.Id}\", which takes {path}.", $"{pointer}/releasePolicy/deltas/{j}/requires");
            }
        }
    }

    /// <summary>The certifications that are asked for somewhere, or stand for or lead to one that is.</summary>
    private static HashSet<string> Useful(ProgramPolicy policy)
    {
        var useful = policy.Tiers.SelectMany(tier => tier.Requires).SelectMany(requirement => requirement.Leaves())
            .OfType<HoldersRequirement>().SelectMany(requirement => requirement.Certifications)
            .Concat(policy.Benefits.SelectMany(benefit => benefit.Gate?.Holder?.Certifications ?? []))
            .ToHashSet(StringComparer.Ordinal);
        if (policy.Benefits.Any(benefit => benefit.Gate?.Product is not null))
            useful.UnionWith(policy.Certifications.Where(certification => certification.Product is not null).Select(certification => certification.Id));
        int before;
        do
        {
            before = useful.Count;
            foreach (var certification in policy.Certifications)
            {
                if (certification.Supersedes.Any(useful.Contains))
                    useful.Add(certification.Id);
                if (!useful.Contains(certification.Id))
                    continue;
                useful.UnionWith(certification.Prerequisites);
                useful.UnionWith(certification.Equivalents.Select(equivalent => equivalent.Certification));
            }
        }
        while (useful.Count > before);
        return useful;
    }

    /// <summary>The least time that a rule takes from nothing, each part by itself.</summary>
    private static int Minutes(CourseRule rule, ProgramPolicy policy) => rule switch
    {
        OneCourse one => policy.FindCourse(one.Course)!.Minutes,
        AllOf all => all.Rules.Sum(inner => Minutes(inner, policy)),
        AnyOf any => any.Rules.Min(inner => Minutes(inner, policy)),
        AtLeast some => some.Of.Select(inner => Minutes(inner, policy)).Order().Take(some.Count).Sum(),
        _ => throw new InvalidOperationException($"Unknown rule {rule.GetType().Name}."),
    };
}
