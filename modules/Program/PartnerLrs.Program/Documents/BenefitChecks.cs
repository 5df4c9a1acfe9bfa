using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Benefits and their gates.</summary>
internal static class BenefitChecks
{
    public static void Run(ProgramPolicy policy, PolicyErrors errors)
    {
        errors.Unique("/benefits", policy.Benefits.Select(benefit => benefit.Id), "benefit");
        var tiers = policy.Tiers.Select(tier => tier.Id).ToList();
        var gates = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < policy.Benefits.Count; i++)
        {
            var benefit = policy.Benefits[i];
            errors.Known("tier", benefit.Tier, tiers, $"/benefits/{i}/tier");
            if (benefit.Gate is not { } gate)
                continue;
            if (!gates.Add(gate.Id))
                errors.Add("duplicate-id", $"The gate \"{gate.Id}\" is already defined.", $"/benefits/{i}/gate/id");
            Limits(policy, benefit, gate, $"/benefits/{i}/gate/limits", errors);
            for (var j = 0; j < (gate.Holder?.Certifications.Count ?? 0); j++)
                errors.Known("certification", gate.Holder!.Certifications[j], policy.Certifications.Select(known => known.Id), $"/benefits/{i}/gate/holder/certifications/{j}");
            if (gate.StaleAfter is null && gate.FailMode != GateFailMode.Closed)
                errors.Add("fail-mode-without-stale-after", "A fail mode applies when knowledge is older than staleAfter: state that too.", $"/benefits/{i}/gate/failMode");
        }
    }

    private static void Limits(ProgramPolicy policy, Benefit benefit, Gate gate, string pointer, PolicyErrors errors)
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < gate.Limits.Count; i++)
        {
            var limit = gate.Limits[i];
            if (errors.Known("tier", limit.Tier, policy.Tiers.Select(tier => tier.Id), $"{pointer}/{i}/tier") && policy.RankOf(limit.Tier) < policy.RankOf(benefit.Tier))
                errors.Add("limit-below-gate", $"The gate opens from tier \"{benefit.Tier}\" on, so a limit at the lower tier \"{limit.Tier}\" would never apply.", $"{pointer}/{i}/tier");
            if (!seen.Add((limit.Tier, limit.Currency)))
                errors.Add("duplicate-limit", $"The tier \"{limit.Tier}\" already has a limit in {limit.Currency}.", $"{pointer}/{i}");
        }
    }
}
