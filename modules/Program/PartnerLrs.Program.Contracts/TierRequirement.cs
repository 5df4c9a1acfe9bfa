using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>So many distinct people of the partner who hold any of these certifications now.</summary>
public sealed record TierRequirement
{
    /// <summary>The certification ids of which a person must hold one; at least one.</summary>
    public required IReadOnlyList<string> Certifications { get; init; }

    /// <summary>How many distinct people; at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>The requirement in one line, e.g. <c>SLS-200 ≥ 1</c> or <c>SE-300-CORE or SE-300-INSIGHT ≥ 1</c>.</summary>
    [JsonIgnore]
    public string Label => $"{string.Join(" or ", Certifications)} ≥ {Count}";
}
