namespace PartnerLrs.Program.Contracts;

/// <summary>A tier of partnership. Requirements are cumulative: a tier needs its own and those of every lower tier.</summary>
public sealed record Tier
{
    /// <summary>The tier's id, unique among tiers, e.g. <c>silver</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The tier's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What the tier needs beyond the lower tiers; none means that the lower tiers' requirements suffice.</summary>
    public IReadOnlyList<TierRequirement> Requires { get; init; } = [];
}
