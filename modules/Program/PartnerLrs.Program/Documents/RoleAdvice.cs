using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Roles that no certification is for: probably misspelt.</summary>
internal static class RoleAdvice
{
    public static IEnumerable<PolicyAdvice> Of(ProgramPolicy policy)
    {
        var roles = policy.Certifications.Select(certification => certification.Role).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return Named(policy).Where(named => !roles.Contains(named.Role)).Select(named => new PolicyAdvice(
            "role-unknown",
            $"No certification is for the role \"{named.Role}\"; there are {(roles.Count == 0 ? "none for any" : string.Join(", ", roles.Select(role => $"\"{role}\"")))}.",
            named.Pointer));
    }

    private static IEnumerable<(string Role, string Pointer)> Named(ProgramPolicy policy)
    {
        for (var i = 0; i < policy.Tiers.Count; i++)
        {
            for (var j = 0; j < policy.Tiers[i].Requires.Count; j++)
            {
                foreach (var named in Named(policy.Tiers[i].Requires[j], $"/tiers/{i}/requires/{j}"))
                    yield return named;
            }
        }
        for (var i = 0; i < policy.Paths.Count; i++)
        {
            if (policy.Paths[i].Role is { } role)
                yield return (role, $"/paths/{i}/role");
        }
    }

    private static IEnumerable<(string Role, string Pointer)> Named(TierRequirement requirement, string pointer) => requirement switch
    {
        HoldersRequirement { Role: { } role } => [(role, $"{pointer}/role")],
        AnyRequirement any => any.Any.SelectMany((inner, i) => Named(inner, $"{pointer}/any/{i}")),
        _ => [],
    };
}
