namespace PartnerLrs.Program.Contracts;

/// <summary>What a tier opens to a partner.</summary>
public sealed record Benefit
{
    /// <summary>The benefit's id, unique among benefits.</summary>
    public required string Id { get; init; }

    /// <summary>The benefit's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the lowest tier that has it.</summary>
    public required string Tier { get; init; }

    /// <summary>The gate that answers whether a partner may use it now; null when no system asks.</summary>
    public Gate? Gate { get; init; }
}
