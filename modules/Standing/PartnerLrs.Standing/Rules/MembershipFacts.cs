namespace PartnerLrs.Standing.Rules;

/// <summary>A time during which a person counts for a partner (rule 5): only affiliations that count are given.</summary>
/// <param name="Roles">The person's roles there, e.g. <c>presales</c>.</param>
/// <param name="From">The first instant (UTC).</param>
/// <param name="To">The first instant (UTC) at which the person no longer counts; null when that is not known.</param>
internal sealed record MembershipFacts(IReadOnlyList<string> Roles, DateTime From, DateTime? To)
{
    /// <summary>The instants at which the person counts by this membership.</summary>
    internal Interval Counted => new(From, To ?? Instants.Forever);

    /// <summary>Whether the person has a role by this membership; everybody has no role in particular.</summary>
    internal bool Is(string? role) => role is null || Roles.Contains(role);
}
