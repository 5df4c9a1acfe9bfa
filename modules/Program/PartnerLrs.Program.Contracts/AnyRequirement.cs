using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>Any of several requirements will do.</summary>
public sealed record AnyRequirement : TierRequirement
{
    /// <summary>The alternatives; at least one.</summary>
    public required IReadOnlyList<TierRequirement> Any { get; init; }

    /// <summary>The requirement in one line: its alternatives, joined.</summary>
    [JsonIgnore]
    public override string Label => string.Join(", or ", Any.Select(inner => inner.Label));
}
