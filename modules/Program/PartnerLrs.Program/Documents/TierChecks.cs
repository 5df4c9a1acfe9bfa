using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Program.Documents;

/// <summary>Tiers, what they require, and the policy of tiers.</summary>
internal static class TierChecks
{
    /// <summary>How many requirements one group may have: what a person counts for must fit into 64 bits.</summary>
    private const int LargestGroup = 64;

    public static void Run(ProgramPolicy policy, PolicyErrors errors)
    {
        errors.Unique("/tiers", policy.Tiers.Select(tier => tier.Id), "tier");
        for (var i = 0; i < policy.Tiers.Count; i++)
        {
            for (var j = 0; j < policy.Tiers[i].Requires.Count; j++)
                Requirement(policy.Tiers[i].Requires[j], $"/tiers/{i}/requires/{j}", policy, errors);
        }
        foreach (var large in policy.Tiers.SelectMany(tier => tier.Requires).OfType<HoldersRequirement>().Where(requirement => requirement.Group is not null)
            .GroupBy(requirement => requirement.Group).Where(group => group.Count() > LargestGroup))
            errors.Add("group-too-large", $"The group \"{large.Key}\" has {large.Count()} requirements; expected at most {LargestGroup}.", "/tiers");
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
                {
                    // Which alternative people are shared with would have to be decided before they are counted.
                    if (any.Any[i] is HoldersRequirement { Group: not null })
                        errors.Add("group-in-alternatives", "An alternative shares people with nothing: leave the group out here.", $"{pointer}/any/{i}/group");
                    Requirement(any.Any[i], $"{pointer}/any/{i}", policy, errors);
                }
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
