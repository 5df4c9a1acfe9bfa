using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Paths that are suggested to people.</summary>
internal static class PathChecks
{
    public static void Run(ProgramPolicy policy, PolicyErrors errors)
    {
        errors.Unique("/paths", policy.Paths.Select(path => path.Id), "path");
        for (var i = 0; i < policy.Paths.Count; i++)
        {
            var path = policy.Paths[i];
            if (path.Tier is { } tier)
                errors.Known("tier", tier, policy.Tiers.Select(known => known.Id), $"/paths/{i}/tier");
            for (var j = 0; j < path.Certifications.Count; j++)
                errors.Known("certification", path.Certifications[j], policy.Certifications.Select(known => known.Id), $"/paths/{i}/certifications/{j}");
        }
    }
}
