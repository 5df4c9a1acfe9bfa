using System.Text.Json.Serialization;

namespace PartnerLrs.Program.Contracts;

/// <summary>
/// What a tier asks for: people who hold certifications (<see cref="HoldersRequirement"/>), a commercial figure
/// (<see cref="MetricRequirement"/>) or one of several such (<see cref="AnyRequirement"/>); in JSON told apart by their properties.
/// </summary>
[JsonConverter(typeof(TierRequirementJsonConverter))]
public abstract record TierRequirement
{
    private protected TierRequirement()
    {
    }

    /// <summary>The requirement in one line, e.g. <c>SLS-200 ≥ 1</c>.</summary>
    [JsonIgnore]
    public abstract string Label { get; }

    /// <summary>The requirements in it that are of no alternatives: itself, or all those within.</summary>
    public IEnumerable<TierRequirement> Leaves() => this is AnyRequirement any ? any.Any.SelectMany(inner => inner.Leaves()) : [this];
}
