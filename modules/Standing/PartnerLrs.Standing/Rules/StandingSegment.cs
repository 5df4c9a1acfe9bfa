using PartnerLrs.Program.Contracts;

namespace PartnerLrs.Standing.Rules;

/// <summary>A span of time during which a partner's standing stays the same.</summary>
/// <param name="From">Its first instant (UTC).</param>
/// <param name="Version">The policy version in force.</param>
/// <param name="Held">The rank of the partner's tier; -1 for none.</param>
/// <param name="Lifted">Whether it has that tier by a floor or a merge, rather than by what it has reached.</param>
/// <param name="ShortSince">Since when (UTC) the tier it held by itself has been short, even with grace; null when it is not.</param>
/// <param name="State">What people and deals come to.</param>
internal sealed record StandingSegment(DateTime From, PolicyVersion Version, int Held, bool Lifted, DateTime? ShortSince, StandingState State)
{
    /// <summary>The id of the partner's tier, or null.</summary>
    public string? Tier => Held < 0 ? null : Version.Policy.Tiers[Held].Id;

    /// <summary>Whether the tier is not what is reached right now, but what grace, a coming review, a floor or a merge leaves.</summary>
    public bool IsProvisional => Held > State.Reached;
}
