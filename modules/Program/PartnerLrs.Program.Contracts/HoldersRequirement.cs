using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>So many distinct people of the partner who hold any of these certifications now.</summary>
public sealed record HoldersRequirement : TierRequirement
{
    /// <summary>The certification ids of which a person must hold one; at least one.</summary>
    public required IReadOnlyList<string> Certifications { get; init; }

    /// <summary>How many distinct people; at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>The role that a person must have at the partner to count, e.g. <c>presales</c>; null for any.</summary>
    public string? Role { get; init; }

    /// <summary>
    /// Requirements of one group share people only as far as <see cref="TierPolicy.Sharing"/> lets them: by default each person
    /// fills one place in the group. Null when anybody may count here whatever else they count for.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>The requirement in one line, e.g. <c>SE-300-CORE or SE-300-INSIGHT ≥ 1</c>, or <c>SLS-200 (sales) ≥ 2</c>.</summary>
    [JsonIgnore]
    public override string Label => $"{string.Join(" or ", Certifications)}{(Role is null ? "" : $" ({Role})")} ≥ {Count}";

    /// <summary>Whether another requirement asks for the same people, whatever their number.</summary>
    public bool AsksForTheSameAs(HoldersRequirement other) =>
        Role == other.Role && Group == other.Group && Certifications.ToHashSet(StringComparer.Ordinal).SetEquals(other.Certifications);
}
