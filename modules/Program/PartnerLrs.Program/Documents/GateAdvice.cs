using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Gates that nobody could pass.</summary>
internal static class GateAdvice
{
    public static IEnumerable<PolicyAdvice> Of(ProgramPolicy policy, Attainability attainable)
    {
        for (var i = 0; i < policy.Benefits.Count; i++)
        {
            if (policy.Benefits[i].Gate is not { } gate)
                continue;
            if (InTheWay(policy, policy.Benefits[i], gate, attainable) is { } what)
                yield return new PolicyAdvice("gate-nobody-can-pass", $"Nobody can pass the gate \"{gate.Id}\": {what}.", $"/benefits/{i}/gate");
        }
    }

    private static string? InTheWay(ProgramPolicy policy, Benefit benefit, Gate gate, Attainability attainable)
    {
        var unmet = policy.Tiers.Take(policy.RankOf(benefit.Tier) + 1).SelectMany(tier => tier.Requires).FirstOrDefault(requirement => !attainable.CanMeet(requirement));
        if (unmet is not null)
            return $"no partner can meet \"{unmet.Label}\"";
        if (gate.Holder is { } holder && !holder.Certifications.Any(attainable.CanHold))
            return $"nobody can hold {string.Join(" or ", holder.Certifications)}";
        return gate.Product is not null && !policy.Certifications.Any(certification => certification.Product is not null && attainable.CanHold(certification.Id))
            ? "no certification is about a product"
            : null;
    }
}
