using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Tiers, what they require, and the policy of tiers.</summary>
internal static class TierChecks
{
    public static void Run(ProgramPolicy policy, PolicyErrors errors)
    {
        errors.Unique("/tiers", policy.Tiers.Select(tier => tier.Id), "tier");
        for (var i = 0; i < policy.Tiers.Count; i++)
        {
            for (var j = 0; j < policy.Tiers[i].Requires.Count; j++)
                Requirement(policy.Tiers[i].Requires[j], $"/tiers/{i}/requires/{j}", policy, errors);
        }
        if (policy.TierPolicy is not { } tierPolicy)
            return;
        var groups = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tierPolicy.Sharing.Count; i++)
        {
            if (!groups.Add(tierPolicy.Sharing[i].Group))
                errors.Add("duplicate-id", $"The group \"{tierPolicy.Sharing[i].Group}\" already has a limit.", $"/tierPolicy/sharing/{i}/group");
        }
        for (var i = 0; i < tierPolicy.Floors.Count; i++)
            errors.Known("tier", tierPolicy.Floors[i].Tier, policy.Tiers.Select(known => known.Id), $"/tierPolicy/floors/{i}/tier");
    }

    private static void Requirement(TierRequirement requirement, string pointer, ProgramPolicy policy, PolicyErrors errors)
    {
        switch (requirement)
        {
            case HoldersRequirement holders:
                for (var i = 0; i < holders.Certifications.Count; i++)
                    errors.Known("certification", holders.Certifications[i], policy.Certifications.Select(known => known.Id), $"{pointer}/certifications/{i}");
                break;
            case MetricRequirement metric:
                Metric(metric, pointer, policy, errors);
                break;
            case AnyRequirement any:
                for (var i = 0; i < any.Any.Count; i++)
                    Requirement(any.Any[i], $"{pointer}/any/{i}", policy, errors);
                break;
        }
    }

    private static void Metric(MetricRequirement metric, string pointer, ProgramPolicy policy, PolicyErrors errors)
    {
        if (metric.Product is { } product)
            errors.Known("product", product, policy.Products.Select(known => known.Id), $"{pointer}/product");
        var isAmount = metric.Metric == CommercialMetric.WonAmount;
        if (isAmount && metric.Currency is null)
            errors.Add("currency-missing", "An amount is counted in one currency: state its ISO 4217 code.", pointer);
        if (!isAmount && metric.Currency is not null)
            errors.Add("currency-unused", "Only wonAmount has a currency: leave it out here.", $"{pointer}/currency");
        var isRate = metric.Metric == CommercialMetric.WinRate;
        if (!isRate && metric.MinimumClosed is not null)
            errors.Add("minimum-closed-unused", "Only winRate looks at how many deals were closed: leave minimumClosed out here.", $"{pointer}/minimumClosed");
        if (isRate && metric.AtLeast > 1)
            errors.Add("rate-out-of-range", "A win rate is a number from 0 to 1: 25 % is 0.25.", $"{pointer}/atLeast");
    }
}
